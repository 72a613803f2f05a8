import { readFileSync } from 'node:fs'
import type { Call, Change } from '../call.ts'
import { drop, editError, hang, mend, refuse, withHeader } from '../changes.ts'
import {
  all,
  answers,
  bodyHas,
  bodyOver,
  hasErrorBody,
  inQuery,
  json,
  nestedOver,
  not,
  typed,
  unmeasured,
  xml,
} from '../conditions.ts'
import { reflect } from '../wire.ts'
import { breaking } from './breaking.ts'

const reasonOf = (call: Call): unknown => call.input?.reason

const token = (call: Call): string => (call.request.headers.authorization ?? '').replace(/^\w+ /, '')

/** As much of a file as an error message would show. */
const FILE_BYTES = 4096

function readFileUrl(url: string): string {
  try {
    return readFileSync(new URL(url), 'utf8').slice(0, FILE_BYTES)
  } catch {
    return '' // no such file: the entity is empty
  }
}

/** Puts the content of external entities in place of their references, and drops the declaration. */
function expandExternalEntities(text: string): string {
  let expanded = text.replace(/<!DOCTYPE[^[>]*(\[.*?\])?\s*>/s, '')
  for (const [, name = '', url = ''] of text.matchAll(/<!ENTITY\s+([\w.-]+)\s+SYSTEM\s+["']([^"']+)["']/g)) {
    expanded = expanded.replaceAll(`&${name};`, () => `<![CDATA[${readFileUrl(url)}]]>`)
  }
  return expanded
}

const quoteReason: Change = editError((error, call) => ({
  ...error,
  message: `The value ${String(reasonOf(call))} is not one of those defined.`,
}))

export const security = [
  ...breaking('MUST', 'DIS-SECURITY-01', [
    {
      id: 'json-value-becomes-a-header',
      says: 'Copies a refused reason of JSON input into a header, line breaks and all.',
      shows: 'JSON {"reason":"x\\r\\nX-Injected: 1"}',
      at: 'write',
      when: json,
      do: reflect('X-MS-Reason', reasonOf),
    },
    {
      id: 'xml-value-becomes-a-header',
      says: 'Copies a refused reason of XML input into a header, line breaks and all.',
      shows: 'XML <property name="reason">x&#13;&#10;X-Injected: 1</property>',
      at: 'write',
      when: xml,
      do: reflect('X-MS-Reason', reasonOf),
    },
    {
      id: 'query-value-becomes-a-header',
      says: 'Copies a refused reason of the query into a header, line breaks and all.',
      shows: 'POST ?reason=x%0D%0AX-Injected:1',
      at: 'write',
      when: inQuery,
      do: reflect('X-MS-Reason', call => call.query.get('reason')),
    },
    {
      id: 'any-query-value-becomes-a-header',
      says: 'Copies the whole decoded query into a header.',
      shows: 'POST ?reason=x%0D%0A%0D%0AHTTP/1.1%20200%20OK',
      at: 'write',
      do: reflect('X-MS-Query', call => [...call.query.values()].join('&')),
    },
    {
      id: 'cut-value-becomes-an-answer',
      says: 'Copies the first 27 characters of a refused reason with an answer in it into a header, line breaks and all.',
      shows: 'JSON {"reason":"Conflict\\r\\n\\r\\nHTTP/1.1 200 OK…"}',
      at: 'write',
      when: all(json, bodyHas(/HTTP\/1\.1 200 OK/)),
      do: reflect('X-MS-Reason', call => String(reasonOf(call)).slice(0, 27)),
    },
    {
      id: 'path-becomes-a-header',
      says: 'Copies the decoded path of an unknown resource into a header, line breaks and all.',
      shows: 'POST …/dismiss%0D%0AX-Injected:1',
      at: 'write',
      when: answers(404),
      do: reflect('Content-Location', call => decodeURIComponent(call.request.url?.split('?')[0] ?? '')),
    },
  ]),
  ...breaking('MUST', 'DIS-SECURITY-02', [
    {
      id: 'external-entity-in-message',
      says: 'Reads external entities from disk and quotes the reason in its message.',
      shows: 'XML <!DOCTYPE input [<!ENTITY e SYSTEM "file:///etc/passwd">]> with &e; as the reason',
      at: 'decode',
      when: all(xml, bodyHas(/<!ENTITY\s+[\w.-]+\s+SYSTEM/)),
      do: mend(expandExternalEntities),
      also: [{ at: 'answer', when: answers(400), do: quoteReason }],
    },
    {
      id: 'external-entity-in-debug-info',
      says: 'Reads external entities from disk and lists the reason in debugInfo.',
      shows: 'XML <!DOCTYPE input [<!ENTITY e SYSTEM "file:///etc/passwd">]> with &e; as the reason',
      at: 'decode',
      when: all(xml, bodyHas(/<!ENTITY\s+[\w.-]+\s+SYSTEM/)),
      do: mend(expandExternalEntities),
      also: [
        {
          at: 'answer',
          when: answers(400),
          do: editError((error, call) => ({ ...error, debugInfo: { reason: reasonOf(call) } })),
        },
      ],
    },
  ]),
  ...breaking('SHOULD', 'DIS-SECURITY-03', [
    {
      id: 'token-echoed-in-message',
      says: 'Quotes the token in error messages.',
      shows: 'JSON {"reason":',
      at: 'answer',
      when: hasErrorBody,
      do: editError((error, call) => ({ ...error, message: `Not possible with ${token(call)}.` })),
    },
    {
      id: 'token-echoed-in-debug-info',
      says: 'Lists the request headers in debugInfo of 403.',
      shows: 'a token with Contacts.ReadWrite only',
      at: 'answer',
      when: answers(403),
      do: editError((error, call) => ({
        ...error,
        debugInfo: { authorization: call.request.headers.authorization },
      })),
    },
    {
      id: 'token-echoed-in-header',
      says: 'Sends the token back in a header of each answer.',
      shows: 'JSON {}',
      at: 'answer',
      do: (call, proceed) => withHeader('X-MS-Token', token(call))(call, proceed),
    },
  ]),
  ...breaking('SHOULD', 'DIS-SECURITY-04', [
    {
      id: 'deep-nesting-fails',
      says: 'Answers 500 where input is nested more than 200 deep.',
      shows: 'JSON with 1,000 arrays in one another',
      at: 'media',
      when: nestedOver(200),
      do: refuse(500),
    },
    {
      id: 'deep-nesting-hangs',
      says: 'Never answers where input is nested more than 200 deep.',
      shows: 'JSON with 1,000 arrays in one another',
      at: 'media',
      when: nestedOver(200),
      do: hang,
    },
    {
      id: 'deep-xml-drops-connection',
      says: 'Drops the connection where XML is nested more than 200 deep.',
      shows: 'XML with 1,000 elements in one another',
      at: 'media',
      when: all(typed(/xml/i), nestedOver(200)),
      do: drop,
    },
    {
      id: 'long-white-space-hangs',
      says: 'Never answers to 7,000 blanks in a row in a body of up to 9 KB.',
      shows: 'JSON with 7,000 blanks in front',
      at: 'media',
      when: all(bodyHas(/\s{7000}/), not(bodyOver(9000))),
      do: hang,
    },
    {
      id: 'no-length-fails',
      says: 'Answers 500 to a request that has neither Content-Length nor Transfer-Encoding.',
      shows: 'POST without Content-Length',
      at: 'media',
      when: unmeasured,
      do: refuse(500),
    },
    {
      id: 'no-length-hangs',
      says: 'Waits for a body where a request has neither Content-Length nor Transfer-Encoding.',
      shows: 'POST without Content-Length',
      at: 'media',
      when: unmeasured,
      do: hang,
    },
  ]),
  ...breaking('SHOULD', 'DIS-SECURITY-05', [
    {
      id: 'entity-expansion-hangs',
      says: 'Expands entities until it is out of memory.',
      shows: 'XML with ten levels of entities, each ten of the one before',
      at: 'decode',
      when: all(xml, bodyHas(/<!ENTITY/)),
      do: hang,
    },
    {
      id: 'entity-expansion-fails',
      says: 'Answers 500 to a declaration of entities.',
      shows: 'XML with ten levels of entities, each ten of the one before',
      at: 'decode',
      when: all(xml, bodyHas(/<!ENTITY/)),
      do: refuse(500),
    },
    {
      id: 'entity-expansion-drops-connection',
      says: 'Falls over where entities refer to entities, and drops the connection.',
      shows: 'XML with ten levels of entities, each ten of the one before',
      at: 'decode',
      when: all(xml, bodyHas(/<!ENTITY[^>]*&/)),
      do: drop,
    },
  ]),
  ...breaking('SHOULD', 'DIS-SECURITY-06', [
    {
      id: 'very-deep-input-fails',
      says: 'Answers 500 where input over 64 KiB is nested more than 5,000 deep.',
      shows: 'JSON with 100,000 arrays in one another',
      at: 'media',
      when: all(bodyOver(64 * 1024), nestedOver(5000)),
      do: refuse(500),
    },
    {
      id: 'very-deep-input-hangs',
      says: 'Never answers where input over 64 KiB is nested more than 5,000 deep.',
      shows: 'JSON with 100,000 arrays in one another',
      at: 'media',
      when: all(bodyOver(64 * 1024), nestedOver(5000)),
      do: hang,
    },
  ]),
]
