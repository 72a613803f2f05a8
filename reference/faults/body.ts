import {
  answerWithStatus,
  editError,
  editErrorBody,
  editReply,
  encodeAs,
  setBody,
  setHeader,
  withMembers,
  withoutMember,
} from '../changes.ts'
import { acceptsOnly, all, answers, any, hasErrorBody, header, xml } from '../conditions.ts'
import { breaking } from './breaking.ts'

const typeIs = (type: string) =>
  editReply(reply => {
    if (reply.body.length > 0) setHeader(reply, 'Content-Type', type)
  })

/** The message with a letter beyond ASCII. */
const accented = (text: string): string => text.replace('"message":"', '"message":"Échec: ')

const code = (text: unknown) => withMembers({ code: text })

export const body = [
  ...breaking('MUST', 'DIS-BODY-01', [
    {
      id: 'xml-errors-in-unknown-encoding',
      says: 'Names an encoding in XML error bodies that there is not.',
      shows: 'XML <input',
      at: 'answer',
      do: editErrorBody('xml', text =>
        text.replace(/^(?:<\?xml[^>]*\?>)?/, '<?xml version="1.0" encoding="utf8x"?>'),
      ),
    },
    {
      id: 'json-error-cut-short',
      says: 'Leaves the last brace of JSON error bodies away.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: editErrorBody('json', text => text.slice(0, -1)),
    },
    {
      id: 'json-error-with-trailing-comma',
      says: 'Writes a comma behind the last member of JSON error bodies.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: editErrorBody('json', text => text.replace(/\}$/, ',}')),
    },
    {
      id: 'json-error-in-single-quotes',
      says: 'Writes JSON error bodies with single quotes.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: editErrorBody('json', text => text.replaceAll('"', "'")),
    },
    {
      id: 'xml-error-unclosed',
      says: 'Leaves the root of XML error bodies open.',
      shows: 'XML <input',
      at: 'answer',
      do: editErrorBody('xml', text => text.replace('</reason>', '')),
    },
    {
      id: 'xml-error-with-bare-ampersand',
      says: 'Writes an ampersand into XML error bodies without escaping it.',
      shows: 'XML <input',
      at: 'answer',
      do: editErrorBody('xml', text => text.replace('</message>', ' Q&A</message>')),
    },
    {
      id: 'json-error-labelled-xml',
      says: 'Declares JSON error bodies to be XML.',
      shows: 'JSON {"reason":',
      at: 'answer',
      when: hasErrorBody,
      do: async (call, proceed) => {
        await encodeAs('application/json')(call, proceed)
        return typeIs('application/xml')(call, () => undefined)
      },
    },
    {
      id: 'control-character-in-xml',
      says: 'Quotes a refused reason in XML and escapes only markup.',
      shows: 'Accept: application/xml with JSON {"reason":"a\\u0001b"}',
      at: 'answer',
      when: answers(400),
      do: (call, proceed) => {
        const quoted = String(call.input?.reason ?? '').replace(/[&<>]/g, mark => `&#${mark.charCodeAt(0)};`)
        return editErrorBody('xml', text => text.replace('<message>', () => `<message>${quoted} `))(
          call,
          proceed,
        )
      },
    },
    {
      id: 'html-error-labelled-json',
      says: 'Declares an HTML page to be JSON when a body is malformed.',
      shows: 'JSON {"reason":',
      at: 'answer',
      when: answers(400),
      do: editReply(reply => {
        setBody(reply, '<html><body>Bad Request</body></html>')
        setHeader(reply, 'Content-Type', 'application/json')
      }),
    },
  ]),
  ...breaking('MUST', 'DIS-BODY-02', [
    {
      id: 'code-missing',
      says: 'Writes no code.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: withoutMember('code'),
    },
    {
      id: 'code-missing-in-xml',
      says: 'Writes no code into XML error bodies.',
      shows: 'XML <input',
      at: 'answer',
      do: editErrorBody('xml', text => text.replace(/<code>.*?<\/code>/, '')),
    },
    {
      id: 'code-is-a-number',
      says: 'Writes the status as a number where the code belongs.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: editError((error, call) => ({ ...error, code: call.answer?.status })),
    },
    {
      id: 'code-is-null',
      says: 'Writes null for the code of JSON error bodies.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: editErrorBody('json', text => text.replace(/"code":"[^"]*"/, '"code":null')),
    },
    {
      id: 'code-capitalised',
      says: 'Capitalises the member names of error bodies.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: editError(error =>
        Object.fromEntries(
          Object.entries(error).map(([name, value]) => [`${name[0]?.toUpperCase()}${name.slice(1)}`, value]),
        ),
      ),
    },
    {
      id: 'error-wrapped',
      says: 'Wraps the error into a member named error.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: editErrorBody('json', text => `{"error":${text}}`),
    },
  ]),
  ...breaking('MUST', 'DIS-BODY-03', [
    {
      id: 'code-of-400-is-service-failure',
      says: 'Writes ServiceFailure into every 400.',
      shows: 'JSON {"reason":',
      at: 'answer',
      when: answers(400),
      do: code('ServiceFailure'),
    },
    {
      id: 'code-of-400-is-the-subcode',
      says: 'Writes DeserializationFailure as the code of XML errors.',
      shows: 'XML <input',
      at: 'answer',
      when: all(xml, answers(400)),
      do: code('DeserializationFailure'),
    },
    {
      id: 'code-of-404-is-generic-name',
      says: 'Writes ResourceNotFound, a name of the generic page, as the code of 404.',
      shows: 'POST on an unknown renegotiation',
      at: 'answer',
      when: answers(404),
      do: code('ResourceNotFound'),
    },
    {
      id: 'code-of-405-is-not-found',
      says: 'Writes NotFound into 405.',
      shows: 'GET',
      at: 'answer',
      when: answers(405),
      do: code('NotFound'),
    },
    {
      id: 'code-of-415-is-bad-request',
      says: 'Writes BadRequest into 415.',
      shows: 'Content-Type: text/plain with x',
      at: 'answer',
      when: answers(415),
      do: code('BadRequest'),
    },
    {
      id: 'code-of-403-is-unauthorized',
      says: 'Writes Unauthorized into 403.',
      shows: 'a token without conversation scope',
      at: 'answer',
      when: answers(403),
      do: code('Unauthorized'),
    },
    {
      id: 'code-is-the-status',
      says: 'Writes the digits of the status as the code.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: editError((error, call) => ({ ...error, code: String(call.answer?.status) })),
    },
    {
      id: 'status-of-415-is-400',
      says: 'Sends UnsupportedMediaType with status 400.',
      shows: 'Content-Type: text/plain with x',
      at: 'answer',
      when: answers(415),
      do: answerWithStatus(400),
    },
  ]),
  ...breaking('MUST', 'DIS-BODY-04', [
    {
      id: 'json-error-in-latin-1',
      says: 'Writes JSON error bodies in ISO 8859-1, with an accent in the message.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: editErrorBody('json', text => Buffer.from(accented(text), 'latin1')),
    },
    {
      id: 'json-error-in-utf-16',
      says: 'Writes JSON error bodies in UTF-16, with an accent in the message.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: editErrorBody('json', text => Buffer.from(accented(text), 'utf16le')),
    },
  ]),
  ...breaking('SHOULD', 'DIS-BODY-05', [
    {
      id: 'subcode-is-a-number',
      says: 'Writes the subcode as a number in JSON.',
      shows: 'JSON {"reason":"Nonsense"}',
      at: 'answer',
      do: withMembers({ subcode: 7 }),
    },
    {
      id: 'message-is-an-object',
      says: 'Writes the message as an object of languages.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: withMembers({ message: { en: 'The request could not be understood.' } }),
    },
    {
      id: 'message-is-an-array',
      says: 'Writes the message as an array of lines.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: withMembers({ message: ['The request', 'could not be understood.'] }),
    },
  ]),
  ...breaking('SHOULD', 'DIS-BODY-06', [
    {
      id: 'errors-always-json',
      says: 'Writes error bodies in JSON whatever is accepted.',
      shows: 'Accept: application/xml with JSON {"reason":',
      at: 'answer',
      do: encodeAs('application/json'),
    },
    {
      id: 'errors-always-xml',
      says: 'Writes error bodies in XML whatever is accepted.',
      shows: 'Accept: application/json with XML <input',
      at: 'answer',
      do: encodeAs('application/xml'),
    },
    {
      id: 'errors-follow-content-type',
      says: 'Writes error bodies in the format of the request and ignores Accept.',
      shows: 'Accept: application/xml with JSON {"reason":',
      at: 'answer',
      when: header('content-type'),
      do: (call, proceed) => encodeAs(`application/${xml(call) ? 'xml' : 'json'}`)(call, proceed),
    },
    {
      id: 'later-errors-follow-content-type',
      says: 'Ignores Accept where it writes 403, 404, 405 or 409, and goes by the format of the request.',
      shows: 'Accept: application/xml with JSON {"reason":"Conflict"} for an unknown renegotiation',
      at: 'answer',
      when: all(header('content-type'), answers(403, 404, 405, 409)),
      do: (call, proceed) => encodeAs(`application/${xml(call) ? 'xml' : 'json'}`)(call, proceed),
    },
    {
      id: 'error-415-always-xml',
      says: 'Writes XML into 415 where JSON is accepted.',
      shows: 'Accept: application/json, Content-Type: text/plain with x',
      at: 'answer',
      when: all(answers(415), acceptsOnly('json')),
      do: encodeAs('application/xml'),
    },
  ]),
  ...breaking('SHOULD', 'DIS-BODY-07', [
    {
      id: 'xml-error-root-is-error',
      says: 'Names the root of XML error bodies error.',
      shows: 'XML <input',
      at: 'answer',
      do: editErrorBody('xml', text => text.replace('<reason', '<error').replace('</reason', '</error')),
    },
    {
      id: 'xml-error-root-capitalised',
      says: 'Names the root of XML error bodies Reason.',
      shows: 'XML <input',
      at: 'answer',
      do: editErrorBody('xml', text => text.replace('<reason', '<Reason').replace('</reason', '</Reason')),
    },
    {
      id: 'xml-error-members-are-properties',
      says: 'Writes the members of XML error bodies as properties, though into a reason.',
      shows: 'XML <input',
      at: 'answer',
      do: editErrorBody('xml', text =>
        text.replace(/<(code|subcode|message)>(.*?)<\/\1>/g, '<property name="$1">$2</property>'),
      ),
    },
  ]),
  ...breaking('SHOULD', 'DIS-BODY-08', [
    {
      id: 'xml-error-without-namespace',
      says: 'Writes XML error bodies without namespace.',
      shows: 'XML <input',
      at: 'answer',
      do: editErrorBody('xml', text => text.replace(/ xmlns="[^"]*"/, '')),
    },
    {
      id: 'xml-error-in-other-namespace',
      says: 'Writes XML error bodies in a namespace of another year.',
      shows: 'XML <input',
      at: 'answer',
      do: editErrorBody('xml', text => text.replace('/2012/03/', '/2010/09/')),
    },
  ]),
  ...breaking('SHOULD', 'DIS-BODY-09', [
    {
      id: 'json-error-begins-with-bom-on-400',
      says: 'Puts a byte order mark in front of the JSON of a 400.',
      shows: 'JSON {"reason":',
      at: 'answer',
      when: answers(400),
      do: editErrorBody('json', text => `\ufeff${text}`),
    },
    {
      id: 'json-error-begins-with-bom-on-405',
      says: 'Puts a byte order mark in front of the JSON of a 405.',
      shows: 'GET',
      at: 'answer',
      when: answers(405),
      do: editErrorBody('json', text => `\ufeff${text}`),
    },
  ]),
  ...breaking('SHOULD', 'DIS-BODY-10', [
    {
      id: 'parameters-on-404',
      says: 'Lists parameters in a 404.',
      shows: 'POST on an unknown renegotiation',
      at: 'answer',
      when: answers(404),
      do: withMembers({ parameters: { reason: 'Unknown' } }),
    },
    {
      id: 'parameters-on-405-and-415',
      says: 'Lists parameters in 405 and 415.',
      shows: 'GET',
      at: 'answer',
      when: any(answers(405), answers(415)),
      do: withMembers({ parameters: { reason: 'Unknown' } }),
    },
  ]),
  ...breaking('SHOULD', 'DIS-BODY-11', [
    {
      id: 'code-twice-in-json',
      says: 'Writes the code twice into JSON error bodies.',
      shows: 'JSON {"reason":',
      at: 'answer',
      do: editErrorBody('json', text => text.replace(/("code":"[^"]*")/, '$1,$1')),
    },
    {
      id: 'message-twice-in-xml',
      says: 'Writes the message twice into XML error bodies.',
      shows: 'XML <input',
      at: 'answer',
      do: editErrorBody('xml', text => text.replace(/(<message>.*?<\/message>)/, '$1$1')),
    },
  ]),
]
