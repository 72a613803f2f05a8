/** Dismiss on Hono 4 (with its bearerAuth), @xmldom/xmldom and TypeBox. */
import { serve } from '@hono/node-server'
import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { DOMParser } from '@xmldom/xmldom'
import { Hono } from 'hono'
import { accepts } from 'hono/accepts'
import { bearerAuth } from 'hono/bearer-auth'
import { HTTPException } from 'hono/http-exception'
import { admin, dismiss, errorBody, findToken, PATH, REASONS, UcwaError } from './shared.mjs'

const UCWA = 'http://schemas.microsoft.com/rtc/2012/03/ucwa'

const Input = Type.Object({ reason: Type.Optional(Type.Union(REASONS.map(reason => Type.Literal(reason)))) })

function readXml(text) {
  const document = new DOMParser().parseFromString(text, 'application/xml')
  const properties = Array.from(document.getElementsByTagNameNS(UCWA, 'property'))
  const reason = properties.find(property => property.getAttribute('name') === 'reason')
  return reason ? { reason: reason.textContent } : {}
}

async function readInput(request) {
  try {
    const isXml = request.header('content-type')?.startsWith('application/xml')
    return isXml ? readXml(await request.text()) : await request.json()
  } catch (error) {
    throw new UcwaError(400, 'DeserializationFailure', error.message)
  }
}

function verifyToken(token, context) {
  context.set('token', findToken(token))
  return context.get('token') !== undefined
}

const app = new Hono()
app.post('/admin/:what', async context =>
  context.json(admin(context.req.param('what'), await context.req.json())),
)
app.post(PATH, bearerAuth({ verifyToken }), async context => {
  const input = await readInput(context.req)
  const [wrong] = Value.Errors(Input, input)
  if (wrong) throw new UcwaError(400, 'ParameterValidationFailure', wrong.message)
  dismiss(context.req.param(), context.get('token'))
  return context.body(null, 204)
})
app.notFound(() => {
  throw new UcwaError(404, 'None', 'There is nothing here.')
})
app.onError((error, context) => {
  if (error instanceof HTTPException) return error.getResponse()
  const status = error.status ?? 500
  const supports = ['application/json', 'application/xml']
  const type = accepts(context, { header: 'Accept', supports, default: supports[0] })
  return context.body(errorBody(status, error, type.slice(12)), status, { 'Content-Type': type })
})

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 0), hostname: '127.0.0.1' }, ({ port }) =>
  console.log(port),
)
