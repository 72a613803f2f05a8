import { page } from '../answers.ts'
import type { Change, Condition } from '../call.ts'
import {
  answerWithStatus,
  decodePiecesApart,
  editBodyRead,
  editReply,
  hang,
  keepFirstPiece,
  mend,
  prepare,
  readAsEmpty,
  refuse,
  refuseInstead,
  refuseWithPage,
  setBody,
} from '../changes.ts'
import {
  absoluteForm,
  after,
  afterBodyOver,
  afterRefusal,
  afterUnknownReason,
  all,
  answers,
  bodiless,
  bodyHas,
  chunked,
  foreignType,
  header,
  headerSpelled,
  json,
  noReason,
  not,
  nthOnConnection,
  oneIn,
  refused,
  reused,
  xml,
} from '../conditions.ts'
import { challenges } from '../stages/authenticate.ts'
import { drip, misdeclareLength, sendRaw, sendStray, serialize } from '../wire.ts'
import { breaking } from './breaking.ts'

/** What a server answers that takes the leftover of a body for the next request. */
const NOT_HTTP =
  'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\nBad Request'

/** HEAD has a body that is not sent. */
const hasBody: Condition = call => (call.reply?.body.length ?? 0) > 0 && call.request.method !== 'HEAD'

/** The next request after that answer is read from the body that was left unread. */
const outOfStep = (...statuses: readonly number[]) => ({
  at: 'authenticate' as const,
  when: after(...statuses),
  do: refuseWithPage(400, 'Bad Request'),
})

const answerAgain: Change = editReply((reply, call) => {
  reply.status = call.connection.lastStatus
  setBody(reply, '')
})

/** Answers with that many bytes of body where 204 allows none. */
const chunkWithoutEnd = sendRaw(({ status, headers, body }) =>
  serialize({
    status,
    headers: [...headers.filter(([name]) => name !== 'Content-Length'), ['Transfer-Encoding', 'chunked']],
    body: Buffer.from(`${body.length.toString(16)}\r\n${body}\r\n`),
  }),
)

export const wire = [
  ...breaking('MUST', 'DIS-WIRE-01', [
    {
      id: 'bytes-after-204',
      says: 'Sends a JSON object behind a 204.',
      shows: 'JSON {}',
      at: 'write',
      when: answers(204),
      do: sendStray('{}'),
    },
    {
      id: 'newline-after-204',
      says: 'Sends a line break behind a 204.',
      shows: 'JSON {}',
      at: 'write',
      when: answers(204),
      do: sendStray('\r\n'),
    },
    {
      id: 'bytes-after-204-for-xml',
      says: 'Sends an XML declaration behind a 204 where the input was XML.',
      shows: 'XML <input/>',
      at: 'write',
      when: all(xml, answers(204)),
      do: sendStray('<?xml version="1.0"?>'),
    },
    {
      id: 'null-after-204',
      says: 'Declares and sends the body null with a 204.',
      shows: 'JSON {}',
      at: 'write',
      when: answers(204),
      do: sendRaw(reply =>
        serialize({
          ...reply,
          headers: [...reply.headers, ['Content-Length', '4']],
          body: Buffer.from('null'),
        }),
      ),
    },
    {
      id: 'bytes-after-one-204-in-50',
      says: 'Sends a JSON object behind one 204 in fifty.',
      shows: 'JSON {}, 100 times',
      at: 'write',
      when: all(oneIn(50), answers(204)),
      do: sendStray('{}'),
    },
    {
      id: 'last-chunk-after-204',
      says: 'Sends a 204 as chunked, with the last chunk.',
      shows: 'JSON {}',
      at: 'write',
      when: answers(204),
      do: sendRaw(reply =>
        serialize({
          ...reply,
          headers: [...reply.headers, ['Transfer-Encoding', 'chunked']],
          body: Buffer.from('0\r\n\r\n'),
        }),
      ),
    },
  ]),
  ...breaking('MUST', 'DIS-WIRE-02', [
    {
      id: 'length-too-long',
      says: 'Declares ten bytes more than an error body has, and closes.',
      shows: 'JSON {"reason":',
      at: 'write',
      when: all(refused, hasBody),
      do: sendRaw(reply =>
        serialize({
          ...reply,
          headers: [
            ...reply.headers.filter(([name]) => name !== 'Content-Length'),
            ['Content-Length', String(reply.body.length + 10)],
          ],
        }),
      ),
    },
    {
      id: 'length-too-short',
      says: 'Declares five bytes fewer than an error body has.',
      shows: 'JSON {"reason":',
      at: 'write',
      when: all(refused, hasBody),
      do: misdeclareLength(-5),
    },
    {
      id: 'length-in-characters',
      says: 'Declares the length of error bodies in characters, not bytes.',
      shows: 'XML <input',
      at: 'write',
      when: all(refused, hasBody),
      do: (call, proceed) => {
        if (call.reply !== undefined) {
          const { reply } = call
          const text = reply.body.toString().replace(/(message["\x3e]:?"?)/, '$1Ungültig – ')
          setBody(reply, text)
          return misdeclareLength(text.length - reply.body.length)(call, proceed)
        }
        return proceed()
      },
    },
    {
      id: 'last-chunk-missing',
      says: 'Closes a chunked error body without the last chunk.',
      shows: 'JSON {"reason":',
      at: 'write',
      when: all(refused, hasBody),
      do: chunkWithoutEnd,
      alsoBreaks: ['DIS-WIRE-03'],
    },
    {
      id: 'leftover-answered-after-415',
      says: 'Answers the unread body of a foreign type as if it were a request.',
      shows: 'text/plain x',
      at: 'write',
      when: all(answers(415), not(bodiless)),
      do: sendStray(NOT_HTTP),
      alsoBreaks: ['DIS-WIRE-04'],
    },
    {
      id: 'leftover-answered-after-401',
      says: 'Answers the unread body of an unauthenticated request as if it were a request.',
      shows: 'JSON {} without token',
      at: 'write',
      when: all(answers(401), not(bodiless)),
      do: sendStray(NOT_HTTP),
      alsoBreaks: ['DIS-WIRE-04'],
    },
  ]),
  ...breaking('MUST', 'DIS-WIRE-03', [
    {
      id: 'answer-drips-for-ever',
      says: 'Starts a chunked answer to malformed input and never ends it.',
      shows: 'JSON {"reason":',
      at: 'write',
      when: answers(400),
      do: drip(500),
    },
    {
      id: 'answer-stalls',
      says: 'Declares an error body of which it sends the half.',
      shows: 'JSON {"reason":',
      at: 'write',
      when: all(answers(400, 404, 415), hasBody),
      do: ({ reply, response }) => {
        if (reply === undefined) return undefined
        response.writeHead(reply.status, reply.headers.flat())
        response.write(reply.body.subarray(0, reply.body.length / 2))
        return undefined
      },
    },
  ]),
  ...breaking('MUST', 'DIS-WIRE-04', [
    {
      id: 'out-of-step-after-400',
      says: 'Reads the rest of malformed input as the next request.',
      shows: 'JSON {"reason": and a valid request on the same connection',
      ...outOfStep(400),
    },
    {
      id: 'out-of-step-after-401',
      says: 'Reads the body of an unauthenticated request as the next request.',
      shows: 'JSON {} without token and a valid request on the same connection',
      ...outOfStep(401),
    },
    {
      id: 'out-of-step-after-404',
      says: 'Reads the body of a request for an unknown resource as the next request.',
      shows: 'JSON {} on an unknown link and a valid request on the same connection',
      ...outOfStep(404),
    },
    {
      id: 'out-of-step-after-403',
      says: 'Reads the body of a request without a scope as the next request.',
      shows: 'JSON {} with no scopes and a valid request on the same connection',
      ...outOfStep(403),
    },
    {
      id: 'out-of-step-after-405',
      says: 'Reads the body of a refused PUT as the next request.',
      shows: 'PUT JSON {} and a valid request on the same connection',
      ...outOfStep(405),
    },
    {
      id: 'out-of-step-after-415',
      says: 'Reads a body of a foreign type as the next request.',
      shows: 'text/plain x and a valid request on the same connection',
      ...outOfStep(415),
    },
    {
      id: 'out-of-step-after-a-state',
      says: 'Reads the body of a dismiss that met one of the five states as the next request.',
      shows: 'JSON {} on a link in state AlreadyExists and a valid request on the same connection',
      ...outOfStep(409, 410, 500),
    },
    {
      id: 'malformed-again-accepted',
      says: 'Takes malformed JSON behind another malformed body on its connection for an empty object.',
      shows: 'JSON {"reason": twice on one connection',
      at: 'decode',
      when: all(json, after(400), bodyHas(/[^}\s]\s*$/)),
      do: mend(() => '{}'),
    },
    {
      id: 'out-of-step-after-large-body',
      says: 'Reads what is left of a refused body of more than 16 KiB as the next request.',
      shows: 'text/plain of 32 KiB and a valid request on the same connection',
      at: 'authenticate',
      when: all(afterRefusal, afterBodyOver(16 * 1024)),
      do: refuseWithPage(400, 'Bad Request'),
    },
    {
      id: 'answer-repeated-after-refusal',
      says: 'Answers what follows a refusal on its connection with the same refusal.',
      shows: 'JSON {"reason": and a valid request on the same connection',
      at: 'answer',
      when: afterRefusal,
      do: answerAgain,
    },
    {
      id: 'wrong-reason-sticks-to-connection',
      says: 'Reads the wrong reason of the request before where one on the same connection has none.',
      shows: 'JSON {"reason":"Bogus"} and {} on one connection',
      at: 'validate',
      when: all(noReason, afterUnknownReason),
      do: refuse(400, { subcode: 'ParameterValidationFailure' }),
    },
    {
      id: 'hangs-after-404',
      says: 'Keeps a connection open after a 404 and answers nothing more on it.',
      shows: 'JSON {} on an unknown link and a valid request on the same connection',
      at: 'authenticate',
      when: after(404),
      do: hang,
    },
  ]),
  ...breaking('MUST', 'DIS-WIRE-05', [
    {
      id: 'authorization-in-lower-case-missed',
      says: 'Misses the header authorization in lower case.',
      shows: 'authorization: Bearer <token>',
      at: 'authenticate',
      when: headerSpelled('authorization'),
      do: call => page(401, 'Unauthorized', challenges(call)),
    },
    {
      id: 'authorization-in-capitals-missed',
      says: 'Misses the header AUTHORIZATION in capitals.',
      shows: 'AUTHORIZATION: Bearer <token>',
      at: 'authenticate',
      when: headerSpelled('AUTHORIZATION'),
      do: call => page(401, 'Unauthorized', challenges(call)),
    },
    {
      id: 'content-type-in-capitals-missed',
      says: 'Misses the header CONTENT-TYPE in capitals.',
      shows: 'CONTENT-TYPE: application/json',
      at: 'media',
      when: headerSpelled('CONTENT-TYPE'),
      do: refuse(415),
    },
    {
      id: 'content-type-in-lower-case-missed',
      says: 'Misses the header content-type in lower case.',
      shows: 'content-type: application/json',
      at: 'media',
      when: headerSpelled('content-type'),
      do: refuse(415),
    },
  ]),
  ...breaking('SHOULD', 'DIS-WIRE-06', [
    {
      id: 'absolute-form-is-400',
      says: 'Refuses targets in absolute form.',
      shows: 'POST http://host/… HTTP/1.1',
      at: 'locate',
      when: absoluteForm,
      do: refuse(400),
    },
    {
      id: 'absolute-form-is-404',
      says: 'Takes the absolute form for a path that does not exist.',
      shows: 'POST http://host/… HTTP/1.1',
      at: 'locate',
      when: absoluteForm,
      do: refuse(404),
    },
  ]),
  ...breaking('SHOULD', 'DIS-WIRE-07', [
    {
      id: 'chunked-body-ignored',
      says: 'Takes a chunked body for an empty one.',
      shows: 'JSON {} in chunks',
      at: 'decode',
      when: chunked,
      do: editBodyRead(() => ''),
    },
    {
      id: 'chunked-is-501',
      says: 'Answers 501 to chunked bodies.',
      shows: 'JSON {} in chunks',
      at: 'media',
      when: chunked,
      do: refuseWithPage(501, 'Not Implemented'),
    },
    {
      id: 'chunked-name-in-capitals-is-501',
      says: 'Compares the name of the transfer coding letter for letter.',
      shows: 'Transfer-Encoding: Chunked',
      at: 'media',
      when: header('transfer-encoding', /[A-Z]/),
      do: refuseWithPage(501, 'Not Implemented'),
    },
    {
      id: 'chunked-hangs',
      says: 'Waits for more after the last chunk.',
      shows: 'JSON {} in chunks',
      at: 'media',
      when: chunked,
      do: hang,
    },
  ]),
  ...breaking('MUST', 'DIS-INPUT-03', [
    {
      id: 'chunked-malformed-accepted',
      says: 'Reads malformed input as empty where it comes in chunks.',
      shows: 'JSON {"reason": in chunks',
      at: 'decode',
      when: chunked,
      do: readAsEmpty,
      alsoBreaks: ['DIS-INPUT-04', 'DIS-WIRE-11'],
    },
  ]),
  ...breaking('SHOULD', 'DIS-WIRE-11', [
    {
      id: 'chunked-malformed-fails',
      says: 'Answers 500 to malformed input in chunks.',
      shows: 'JSON {"reason": in chunks',
      at: 'decode',
      when: chunked,
      do: refuseInstead(500),
    },
  ]),
  ...breaking('MUST', 'DIS-WIRE-12', [
    {
      id: 'first-piece-of-a-body-only',
      says: 'Takes the first piece that arrives for the whole body.',
      shows: 'JSON {"reason":"Conflict"} in two TCP segments',
      at: 'receive',
      do: keepFirstPiece,
    },
    {
      id: 'pieces-decoded-apart',
      says: 'Decodes each piece that arrives on its own, and stumbles over a body that was cut within a character.',
      shows: 'JSON with a link titled é in two TCP segments, cut within that letter',
      at: 'receive',
      do: decodePiecesApart,
    },
    {
      id: 'first-piece-of-an-xml-body-only',
      says: 'Takes the first piece that arrives for the whole body, in XML.',
      shows: 'XML reason Conflict in two TCP segments',
      at: 'receive',
      when: xml,
      do: keepFirstPiece,
    },
  ]),
  ...breaking('MUST', 'DIS-WIRE-09', [
    {
      id: 'type-sticks-to-connection',
      says: 'Reads what follows an accepted request on its connection by that media type.',
      shows: 'JSON {} and text/plain {} on one connection',
      at: 'media',
      when: all(after(204), foreignType),
      do: prepare(call => {
        call.request.headers['content-type'] = `application/${bodyHas(/^\s*</)(call) ? 'xml' : 'json'}`
      }),
    },
    {
      id: 'second-on-connection-refused',
      says: 'Answers 400 to the second request on a connection.',
      shows: 'two valid requests on one connection',
      at: 'authenticate',
      when: nthOnConnection(2),
      do: refuse(400),
    },
    {
      id: 'second-on-connection-not-found',
      says: 'Answers 404 from the second request on a connection.',
      shows: 'two valid requests on one connection',
      at: 'locate',
      when: reused,
      do: refuse(404),
    },
    {
      id: 'second-on-connection-forbidden',
      says: 'Forgets the scopes from the second request on a connection.',
      shows: 'two valid requests on one connection',
      at: 'authorize',
      when: reused,
      do: refuse(403),
    },
    {
      id: 'second-on-connection-is-200',
      says: 'Answers the second dismiss on a connection with 200.',
      shows: 'two valid requests on one connection',
      at: 'answer',
      when: all(reused, answers(204)),
      do: answerWithStatus(200),
    },
    {
      id: 'third-on-connection-fails',
      says: 'Answers 500 to the third request on a connection.',
      shows: 'three valid requests on one connection',
      at: 'authenticate',
      when: nthOnConnection(3),
      do: refuse(500),
    },
  ]),
]
