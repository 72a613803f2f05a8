/** Dismiss on Fastify 5, fast-xml-parser and Fastify's own validator (Ajv). */
import { XMLParser } from 'fast-xml-parser'
import Fastify from 'fastify'
import { admin, dismiss, errorBody, findToken, PATH, REASONS, UcwaError } from './shared.mjs'

const input = {
  type: 'object',
  properties: { reason: { type: 'string', enum: REASONS } },
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: name => name === 'property',
})

async function readXml(_request, text) {
  const { input } = parser.parse(text)
  const reason = input.property?.find(property => property['@name'] === 'reason')
  return reason ? { reason: reason['#text'] } : {}
}

async function requireToken(request) {
  const [, token] = request.headers.authorization?.match(/^Bearer (.+)$/i) ?? []
  request.token = findToken(token)
  if (!request.token) throw new UcwaError(401, 'None', 'A token is required.')
}

function sendError(error, request, reply) {
  const status = error.status ?? error.statusCode ?? 500
  const subcode = error.subcode ?? (error.validation ? 'ParameterValidationFailure' : 'None')
  const format = request.headers.accept?.includes('xml') ? 'xml' : 'json'
  if (status === 401) reply.header('WWW-Authenticate', 'Bearer')
  return reply
    .code(status)
    .type(`application/${format}`)
    .send(errorBody(status, { subcode, message: error.message }, format))
}

const app = Fastify()
app.decorateRequest('token', null)
app.addContentTypeParser('application/xml', { parseAs: 'string' }, readXml)
app.setErrorHandler(sendError)
app.setNotFoundHandler(() => {
  throw new UcwaError(404, 'None', 'There is nothing here.')
})
app.post('/admin/:what', async request => admin(request.params.what, request.body))
app.post(PATH, { onRequest: requireToken, schema: { body: input } }, async (request, reply) => {
  dismiss(request.params, request.token)
  return reply.code(204).send()
})

await app.listen({ port: Number(process.env.PORT ?? 0), host: '127.0.0.1' })
console.log(app.server.address().port)
