import { page } from '../answers.ts'
import { editAnswer, editError, editErrorBody, withMembers, withoutMember } from '../changes.ts'
import { all, answers, hasErrorBody, not, onRenegotiation, subcodeIs } from '../conditions.ts'
import type { Quirk } from '../peculiarity.ts'

const xmlBody = (edit: (text: string) => string) => editErrorBody('xml', edit)
const jsonBody = (edit: (text: string) => string) => editErrorBody('json', edit)

/** Children of the root in XML, one by one. */
const CHILD = /<(code|subcode|message)>(.*?)<\/\1>/g

export const body: readonly Quirk[] = [
  {
    id: 'xml-errors-with-prefix',
    says: 'Writes XML error bodies with a namespace prefix.',
    shows: 'XML <input',
    hooks: [
      {
        at: 'answer',
        do: xmlBody(text => text.replace(/<(\/?)(?=[a-z])/g, '<$1u:').replace(' xmlns="', ' xmlns:u="')),
      },
    ],
  },
  {
    id: 'xml-errors-with-comments',
    says: 'Writes comments and a processing instruction into XML error bodies.',
    shows: 'XML <input',
    hooks: [
      {
        at: 'answer',
        do: xmlBody(text => text.replace('<code>', '<!-- code --><?app x?><code>').concat('<!-- end -->')),
      },
    ],
  },
  {
    id: 'xml-errors-with-cdata',
    says: 'Writes the texts of XML error bodies as CDATA.',
    shows: 'XML <input',
    hooks: [
      {
        at: 'answer',
        do: xmlBody(text => text.replace(/<(code|message)>(.*?)<\/\1>/g, '<$1><![CDATA[$2]]></$1>')),
      },
    ],
  },
  {
    id: 'xml-errors-in-other-order',
    says: 'Writes the members of XML error bodies in reverse order.',
    shows: 'XML <input',
    hooks: [
      {
        at: 'answer',
        do: xmlBody(text => {
          const reversed = text.match(CHILD)?.toReversed() ?? []
          return text.replace(CHILD, () => reversed.shift() ?? '')
        }),
      },
    ],
  },
  {
    id: 'xml-errors-as-resource',
    says: 'Writes XML errors as resources are written elsewhere (F-21): their members are properties.',
    shows: 'XML <input',
    warns: ['DIS-BODY-07'],
    hooks: [
      {
        at: 'answer',
        do: xmlBody(text =>
          text
            .replace('<reason ', '<resource rel="reason" ')
            .replace('</reason>', '</resource>')
            .replace(CHILD, '<property name="$1">$2</property>'),
        ),
      },
    ],
  },
  {
    id: 'xml-errors-without-declaration',
    says: 'Writes XML error bodies without declaration.',
    shows: 'XML <input',
    hooks: [{ at: 'answer', do: xmlBody(text => text.replace(/^<\?.*?\?>/, '')) }],
  },
  {
    id: 'xml-errors-in-single-quotes',
    says: 'Writes XML error bodies with single quotes and character references.',
    shows: 'XML <input',
    hooks: [
      {
        at: 'answer',
        do: xmlBody(text => text.replaceAll('"', "'").replace('<message>T', '<message>&#84;')),
      },
    ],
  },
  {
    id: 'xml-errors-with-schema-prefixes',
    says: 'Declares the xsi and xsd prefixes, as the sample of the errors page does.',
    shows: 'XML <input',
    hooks: [
      {
        at: 'answer',
        do: xmlBody(text =>
          text.replace(
            '<reason ',
            '<reason xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" ',
          ),
        ),
      },
    ],
  },
  {
    id: 'xml-errors-with-bom',
    says: 'Begins XML error bodies with a byte order mark.',
    shows: 'XML <input',
    hooks: [{ at: 'answer', do: xmlBody(text => `\ufeff${text}`) }],
  },
  {
    id: 'json-errors-pretty-printed',
    says: 'Indents JSON error bodies and ends their lines with CR LF.',
    shows: 'JSON {"reason":',
    hooks: [
      {
        at: 'answer',
        do: jsonBody(text => `${JSON.stringify(JSON.parse(text), null, 2).replaceAll('\n', '\r\n')}\r\n`),
      },
    ],
  },
  {
    id: 'json-errors-escaped',
    says: 'Escapes every letter of JSON error bodies that may be escaped.',
    shows: 'JSON {"reason":',
    hooks: [
      {
        at: 'answer',
        do: jsonBody(text =>
          text.replace(/[a-z]/gi, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
        ),
      },
    ],
  },
  {
    id: 'json-errors-with-bom',
    says: 'Begins JSON error bodies with a byte order mark.',
    shows: 'JSON {"reason":',
    warns: ['DIS-BODY-09'],
    hooks: [{ at: 'answer', do: jsonBody(text => `\ufeff${text}`) }],
  },
  {
    id: 'json-errors-in-other-order',
    says: 'Writes the code last.',
    shows: 'JSON {"reason":',
    hooks: [{ at: 'answer', do: editError(({ code, ...rest }) => ({ ...rest, code })) }],
  },
  {
    id: 'additional-members',
    says: 'Writes members that no page names.',
    shows: 'JSON {"reason":',
    hooks: [{ at: 'answer', do: withMembers({ correlationId: '7', retry: 'no', details: 'none' }) }],
  },
  {
    id: 'link-to-help',
    says: 'Writes a link into error bodies.',
    shows: 'JSON {"reason":',
    hooks: [{ at: 'answer', do: withMembers({ link: { href: 'https://reference.invalid/help' } }) }],
  },
  {
    id: 'new-subcode',
    says: 'Writes a subcode that no page names into 404 and 415.',
    shows: 'POST on an unknown renegotiation',
    hooks: [
      {
        at: 'answer',
        when: all(answers(404, 415), not(subcodeIs('APIVersionNotSupported'))),
        do: withMembers({ subcode: 'RenegotiationOver' }),
      },
    ],
  },
  {
    id: 'subcode-absent',
    says: 'Writes no subcode but for the errors of the dismiss page and versions.',
    shows: 'JSON {"reason":"Nonsense"}',
    hooks: [
      {
        at: 'answer',
        when: all(answers(400, 403, 404, 415), not(subcodeIs('APIVersionNotSupported'))),
        do: withoutMember('subcode'),
      },
    ],
  },
  {
    id: 'subcode-none-absent',
    says: 'Leaves the subcode out where it is None.',
    shows: 'JSON {} on a link in state None',
    hooks: [{ at: 'answer', when: subcodeIs('None'), do: withoutMember('subcode') }],
  },
  {
    id: 'subcode-none-empty',
    says: 'Writes an empty subcode where it is None.',
    shows: 'JSON {} on a link in state None',
    hooks: [{ at: 'answer', when: subcodeIs('None'), do: withMembers({ subcode: '' }) }],
  },
  {
    id: 'subcode-none-literal',
    says: 'Writes None where an error has no subcode.',
    shows: 'GET',
    hooks: [{ at: 'answer', do: editError(error => ({ subcode: 'None', ...error })) }],
  },
  {
    id: 'version-subcode-absent',
    says: 'Writes no subcode where the version is too high.',
    shows: 'X-MS-RequiresMinResourceVersion: 999.0',
    warns: ['DIS-VERSION-03'],
    hooks: [{ at: 'answer', when: subcodeIs('APIVersionNotSupported'), do: withoutMember('subcode') }],
  },
  {
    id: 'code-in-other-case',
    says: 'Writes codes in lower case.',
    shows: 'JSON {"reason":',
    hooks: [{ at: 'answer', do: editError(error => ({ ...error, code: String(error.code).toLowerCase() })) }],
  },
  {
    id: 'message-absent',
    says: 'Writes no message.',
    shows: 'JSON {"reason":',
    hooks: [{ at: 'answer', do: withoutMember('message') }],
  },
  {
    id: 'message-localised',
    says: 'Writes messages in Japanese with an emoji and a letter beyond the BMP.',
    shows: 'JSON {"reason":',
    hooks: [{ at: 'answer', do: withMembers({ message: '要求を理解できませんでした。😀 𠮷 é' }) }],
  },
  {
    id: 'message-hostile',
    says: 'Writes messages that look like markup and scripts.',
    shows: 'JSON {"reason":',
    hooks: [
      {
        at: 'answer',
        do: withMembers({ message: '<script>alert("&")</script>{{7*7}}\u0007\u001b[31m\u202e' }),
      },
    ],
  },
  {
    id: 'message-long',
    says: 'Writes messages of 20,000 characters.',
    shows: 'JSON {"reason":',
    hooks: [{ at: 'answer', do: withMembers({ message: 'x'.repeat(20_000) }) }],
  },
  {
    id: 'debug-info-nested',
    says: 'Writes a nested debugInfo.',
    shows: 'JSON {"reason":',
    hooks: [
      {
        at: 'answer',
        do: withMembers({
          debugInfo: { server: 'fe1', stack: { frames: { first: 'a', second: 'b' } }, empty: {} },
        }),
      },
    ],
  },
  {
    id: 'parameters-empty',
    says: 'Writes empty parameters and debugInfo into every error, as the 409 sample does.',
    shows: 'GET',
    hooks: [{ at: 'answer', do: withMembers({ debugInfo: {}, parameters: {} }) }],
  },
  {
    id: 'parameters-absent',
    says: 'Never lists parameters.',
    shows: 'JSON {"reason":"Nonsense"}',
    hooks: [{ at: 'answer', do: withoutMember('parameters') }],
  },
  {
    id: 'parameters-on-conflict',
    says: 'Lists parameters in a 409.',
    shows: 'JSON {} on a link in state AlreadyExists',
    warns: ['DIS-BODY-10'],
    hooks: [{ at: 'answer', when: answers(409), do: withMembers({ parameters: { group: 'x' } }) }],
  },
  {
    id: 'errors-are-html',
    says: 'A gateway in front replaces the bodies of 400, 404, 405 and 415 with HTML.',
    shows: 'GET',
    hooks: [
      {
        at: 'answer',
        when: all(hasErrorBody, answers(400, 404, 405, 415), not(onRenegotiation)),
        do: editAnswer(({ status, headers }) => ({
          ...page(status, `Error ${status}`, headers),
          by: 'intermediary',
        })),
      },
    ],
  },
  {
    id: 'errors-405-are-of-static-files',
    says: 'Refuses other methods with a page and the Allow of static files, as IIS does without a route.',
    shows: 'GET',
    hooks: [
      {
        at: 'answer',
        when: answers(405),
        do: editAnswer(({ status }) => ({
          ...page(status, 'Method Not Allowed', [['Allow', 'GET, HEAD, OPTIONS, TRACE']]),
          by: 'intermediary',
        })),
      },
    ],
  },
  {
    id: 'errors-404-are-html',
    says: 'IIS answers 404 with a page of its own.',
    shows: 'POST on an unknown renegotiation',
    hooks: [
      {
        at: 'answer',
        when: all(answers(404), not(subcodeIs('APIVersionNotSupported'))),
        do: editAnswer(({ status, headers }) => ({
          ...page(status, 'Not Found', headers),
          by: 'intermediary',
        })),
      },
    ],
  },
  {
    id: 'errors-without-body',
    says: 'Sends 400, 404 and 405 without a body (S-77).',
    shows: 'JSON {"reason":',
    hooks: [
      {
        at: 'answer',
        when: answers(400, 404, 405),
        do: editAnswer(({ status, headers = [] }) => ({
          status,
          headers: [...headers, ['Content-Length', '0']],
        })),
      },
    ],
  },
]
