/** Dismiss on Express 5, xml2js and zod. */
import express from 'express'
import { parseStringPromise } from 'xml2js'
import { z } from 'zod'
import { admin, dismiss, errorBody, findToken, PATH, REASONS, UcwaError } from './shared.mjs'

const Input = z.object({ reason: z.enum(REASONS).optional() })

async function readXml(text) {
  try {
    const { input } = await parseStringPromise(text)
    const reason = input.property?.find(property => property.$.name === 'reason')
    return { reason: reason?._ }
  } catch (error) {
    throw new UcwaError(400, 'DeserializationFailure', error.message)
  }
}

function requireToken(request, _response, next) {
  const [scheme, token] = (request.get('authorization') ?? '').split(' ')
  request.token = findToken(token)
  if (scheme !== 'Bearer' || !request.token) throw new UcwaError(401, 'None', 'A token is required.')
  next()
}

async function dismissRenegotiation(request, response) {
  const { body = {} } = request
  const input = Input.safeParse(typeof body === 'string' ? await readXml(body) : body)
  if (!input.success) throw new UcwaError(400, 'ParameterValidationFailure', z.prettifyError(input.error))
  dismiss(request.params, request.token)
  response.sendStatus(204)
}

function sendError(error, request, response, _next) {
  const status = error.status ?? 500
  const format = request.accepts(['json', 'xml']) || 'json'
  if (status === 401) response.set('WWW-Authenticate', 'Bearer')
  response
    .status(status)
    .type(format)
    .send(errorBody(status, error, format))
}

const app = express()
app.use(express.json())
app.use(express.text({ type: 'application/xml' }))
app.post('/admin/:what', (request, response) => response.json(admin(request.params.what, request.body)))
app.post(PATH, requireToken, dismissRenegotiation)
app.use(() => {
  throw new UcwaError(404, 'None', 'There is nothing here.')
})
app.use(sendError)

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', error => {
  if (error) throw error
  console.log(server.address().port)
})
