import { gzipSync } from 'node:zlib'
import { page } from '../answers.ts'
import {
  drop,
  editReply,
  give,
  pause,
  prepare,
  refuse,
  refuseWithPage,
  setBody,
  setHeader,
  stall,
  withHeader,
} from '../changes.ts'
import {
  all,
  answers,
  beyondRate,
  bodyOver,
  chunked,
  header,
  method,
  not,
  oneIn,
  refused,
  unmeasured,
} from '../conditions.ts'
import type { Quirk } from '../peculiarity.ts'
import { sendInChunks, sendRaw, serialize } from '../wire.ts'

const UNKNOWN_METHODS = ['PATCH', 'PROPFIND', 'MKCOL', 'PURGE', 'SEARCH', 'LOCK', 'REPORT']

export const wire: readonly Quirk[] = [
  {
    id: 'other-methods-dropped',
    says: 'Closes the connection on PUT, DELETE and PATCH, as some gateways do.',
    shows: 'PUT',
    warns: ['DIS-METHOD-02', 'DIS-METHOD-04', 'DIS-METHOD-06'],
    hooks: [{ at: 'receive', when: method('PUT', 'DELETE', 'PATCH'), do: drop }],
  },
  {
    id: 'gateway-chokes-on-large-bodies',
    says: 'Answers bodies over 10 KB with 502, as some gateways do, and closes.',
    shows: 'JSON of 32 KiB',
    warns: ['DIS-SIZE-03'],
    hooks: [
      { at: 'receive', when: bodyOver(10_000), do: refuseWithPage(502, 'Bad Gateway') },
      { at: 'answer', when: all(bodyOver(10_000), answers(502)), do: withHeader('Connection', 'close') },
    ],
  },
  {
    id: 'content-length-on-204',
    says: 'Sends Content-Length: 0 with 204, as a capture has it.',
    shows: 'JSON {}',
    hooks: [{ at: 'answer', when: answers(204), do: withHeader('Content-Length', '0') }],
  },
  {
    id: 'connection-always-closed',
    says: 'Closes the connection after each answer.',
    shows: 'two requests on one connection',
    hooks: [{ at: 'answer', do: withHeader('Connection', 'close') }],
    // No request follows another on its connection.
    hides: ['DIS-WIRE-04', 'DIS-WIRE-09'],
  },
  {
    id: 'connection-closed-after-refusal',
    says: 'Closes the connection after each refusal.',
    shows: 'JSON {"reason": and a valid request on the same connection',
    hooks: [{ at: 'answer', when: refused, do: withHeader('Connection', 'close') }],
    hides: ['DIS-WIRE-04'],
  },
  {
    id: 'errors-chunked',
    says: 'Sends error bodies in one chunk.',
    shows: 'JSON {"reason":',
    hooks: [{ at: 'write', when: refused, do: sendInChunks(1 << 20) }],
  },
  {
    id: 'errors-in-small-chunks',
    says: 'Sends error bodies in chunks of seven bytes.',
    shows: 'JSON {"reason":',
    hooks: [{ at: 'write', when: refused, do: sendInChunks(7) }],
  },
  {
    id: 'errors-close-delimited',
    says: 'Ends error bodies by closing the connection.',
    shows: 'JSON {"reason":',
    hooks: [
      {
        at: 'write',
        when: all(refused, not(method('HEAD'))),
        do: sendRaw(reply =>
          serialize({
            ...reply,
            headers: [
              ...reply.headers.filter(([name]) => name !== 'Content-Length'),
              ['Connection', 'close'],
            ],
          }),
        ),
      },
    ],
  },
  {
    id: 'errors-in-http-1.0',
    says: 'Sends errors as HTTP/1.0, ended by closing the connection.',
    shows: 'JSON {"reason":',
    hooks: [
      {
        at: 'write',
        when: all(refused, not(method('HEAD'))),
        do: sendRaw(reply =>
          serialize(
            { ...reply, headers: reply.headers.filter(([name]) => name !== 'Content-Length') },
            '1.0',
          ),
        ),
      },
    ],
  },
  {
    id: 'gzip-when-asked',
    says: 'Compresses bodies where the client accepts gzip.',
    shows: 'Accept-Encoding: gzip with JSON {"reason":',
    hooks: [
      {
        at: 'answer',
        when: header('accept-encoding', /gzip/i),
        do: editReply(reply => {
          if (reply.body.length === 0) return
          setBody(reply, gzipSync(reply.body))
          setHeader(reply, 'Content-Encoding', 'gzip')
          setHeader(reply, 'Vary', 'Accept-Encoding')
        }),
      },
    ],
  },
  {
    id: 'interim-102',
    says: 'Sends 102 Processing before each answer.',
    shows: 'any request',
    hooks: [{ at: 'write', do: prepare(({ response }) => response.writeProcessing()) }],
  },
  {
    id: 'interim-103',
    says: 'Sends two 103 Early Hints before each answer.',
    shows: 'any request',
    hooks: [
      {
        at: 'write',
        do: prepare(({ response }) => {
          response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' })
          response.writeEarlyHints({ link: '</script.js>; rel=preload; as=script' })
        }),
      },
    ],
  },
  {
    id: 'latency-40-ms',
    says: 'Takes 40 ms for each answer.',
    shows: 'any request',
    hooks: [{ at: 'effect', do: pause(40) }],
  },
  {
    id: 'latency-jitters',
    says: 'Takes up to 300 ms for one answer in eight.',
    shows: 'any request',
    hooks: [{ at: 'receive', when: oneIn(8), do: pause(({ serial }) => (serial * 37) % 300) }],
  },
  {
    id: 'stalls-once',
    says: 'Answers nobody for 9 s, once, after 900 requests.',
    shows: 'JSON {}, 1,000 times, several at a time',
    hooks: [{ at: 'receive', when: ({ serial }) => serial > 900, do: stall(9000) }],
  },
  {
    id: 'chunked-is-411',
    says: 'Demands a Content-Length.',
    shows: 'JSON {} in chunks',
    hooks: [{ at: 'media', when: chunked, do: refuseWithPage(411, 'Length Required') }],
  },
  {
    id: 'no-length-is-411',
    says: 'Demands a Content-Length of a request without a body, too, before it looks at the token.',
    shows: 'POST or PUT without Content-Length',
    hooks: [{ at: 'authenticate', when: unmeasured, do: refuseWithPage(411, 'Length Required') }],
  },
  {
    id: 'unknown-methods-are-501',
    says: 'Answers 501 to methods it does not know, before it looks at the token.',
    shows: 'PATCH',
    hooks: [
      { at: 'authenticate', when: method(...UNKNOWN_METHODS), do: refuseWithPage(501, 'Not Implemented') },
    ],
  },
  {
    id: 'throttled-now-and-then',
    says: 'Answers one request in 200 with 429 and Retry-After: 1.',
    shows: 'JSON {}, 200 times',
    hooks: [
      {
        at: 'effect',
        when: oneIn(200),
        do: refuse(429, { headers: [['Retry-After', '1']] }),
      },
    ],
  },
  {
    id: 'throttled-to-60-a-second',
    says: 'Answers 429 to all requests beyond 60 a second.',
    shows: 'JSON {}, 200 times, several at a time',
    hooks: [{ at: 'receive', when: beyondRate(60), do: refuse(429) }],
  },
  {
    id: 'unavailable-now-and-then',
    says: 'Answers one request in 200 with 503, Retry-After: 1 and a page of the gateway.',
    shows: 'JSON {}, 200 times',
    hooks: [
      {
        at: 'effect',
        when: oneIn(200),
        do: give({ ...page(503, 'Service Unavailable', [['Retry-After', '1']]), by: 'intermediary' }),
      },
    ],
  },
]
