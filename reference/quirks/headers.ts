import { editReply, prepare, removeHeader, setHeader, withHeader, withoutHeader } from '../changes.ts'
import { answers, hasErrorBody, refused } from '../conditions.ts'
import type { Quirk } from '../peculiarity.ts'
import { challengeWith } from './challenge.ts'

const renameHeaders = (rename: (name: string) => string) =>
  editReply(reply => {
    reply.headers = reply.headers.map(([name, value]) => [rename(name), value])
  })

const typeOfErrors = (type: (format: string) => string) =>
  editReply(reply => {
    const format = reply.headers.find(([name]) => name === 'Content-Type')?.[1].split('/')[1]
    if (format !== undefined) setHeader(reply, 'Content-Type', type(format))
  })

export const headers: readonly Quirk[] = [
  {
    id: 'html-type-on-204',
    says: 'Gives a 204 the media type that a gateway presumes.',
    shows: 'JSON {}',
    hooks: [{ at: 'answer', when: answers(204), do: withHeader('Content-Type', 'text/html; charset=utf-8') }],
  },
  {
    id: 'header-names-in-lower-case',
    says: 'Writes header names in lower case.',
    shows: 'any request',
    hooks: [{ at: 'answer', do: renameHeaders(name => name.toLowerCase()) }],
  },
  {
    id: 'header-names-in-capitals',
    says: 'Writes header names in capitals.',
    shows: 'any request',
    hooks: [{ at: 'answer', do: renameHeaders(name => name.toUpperCase()) }],
  },
  {
    id: 'date-missing',
    says: 'Sends no Date.',
    shows: 'any request',
    hooks: [
      {
        at: 'write',
        do: prepare(({ response }) => {
          response.sendDate = false
        }),
      },
    ],
  },
  {
    id: 'iis-headers',
    says: 'Sends the headers that IIS and ASP.NET add.',
    shows: 'any request',
    hooks: [
      {
        at: 'answer',
        do: editReply(reply => {
          reply.headers.push(
            ['Pragma', 'no-cache'],
            ['Expires', '-1'],
            ['Server', 'Microsoft-IIS/8.5'],
            ['X-AspNet-Version', '4.0.30319'],
            ['X-Powered-By', 'ASP.NET'],
            ['X-Content-Type-Options', 'nosniff'],
          )
        }),
      },
    ],
  },
  {
    id: 'cookies-set',
    says: 'Sets two cookies, as a load balancer does.',
    shows: 'any request',
    hooks: [
      {
        at: 'answer',
        do: editReply(reply => {
          reply.headers.push(['Set-Cookie', 'lb=1; path=/'], ['Set-Cookie', 'lbcors=1; path=/; secure'])
        }),
      },
    ],
  },
  {
    id: 'fqdn-missing',
    says: 'Sends neither X-MS-Server-Fqdn nor Cache-Control.',
    shows: 'any request',
    hooks: [
      { at: 'answer', do: withoutHeader('X-MS-Server-Fqdn') },
      { at: 'answer', do: withoutHeader('Cache-Control') },
    ],
  },
  {
    id: 'ucwa-version-absent',
    says: 'Sends no X-MS-UcwaVersion, like all captures.',
    shows: 'any request',
    warns: ['DIS-VERSION-04'],
    hooks: [{ at: 'answer', do: withoutHeader('X-MS-UcwaVersion') }],
  },
  {
    id: 'ucwa-version-2',
    says: 'Names version 2 in X-MS-UcwaVersion.',
    shows: 'any request',
    hooks: [{ at: 'answer', do: withHeader('X-MS-UcwaVersion', '2') }],
  },
  {
    id: 'error-type-with-charset',
    says: 'Declares the charset of error bodies.',
    shows: 'JSON {"reason":',
    hooks: [
      {
        at: 'answer',
        when: hasErrorBody,
        do: typeOfErrors(format => `application/${format}; charset=utf-8`),
      },
    ],
  },
  {
    id: 'error-type-with-quoted-charset',
    says: 'Declares the charset of error bodies in capitals and quotes.',
    shows: 'JSON {"reason":',
    hooks: [
      {
        at: 'answer',
        when: hasErrorBody,
        do: typeOfErrors(format => `Application/${format.toUpperCase()};charset="UTF-8"`),
      },
    ],
  },
  {
    id: 'error-type-is-vendor-type',
    says: 'Labels error bodies with the vendor types.',
    shows: 'JSON {"reason":',
    hooks: [
      {
        at: 'answer',
        when: hasErrorBody,
        do: typeOfErrors(format => `application/vnd.microsoft.com.ucwa+${format}`),
      },
    ],
  },
  {
    id: 'content-type-on-204',
    says: 'Sends a Content-Type with 204, though there is no content.',
    shows: 'JSON {}',
    hooks: [{ at: 'answer', when: answers(204), do: withHeader('Content-Type', 'application/json') }],
  },
  {
    id: 'diagnostics-on-errors',
    says: 'Sends X-Ms-diagnostics with errors.',
    shows: 'JSON {"reason":',
    hooks: [
      {
        at: 'answer',
        when: refused,
        do: withHeader('X-Ms-diagnostics', '28000;source="reference";reason="See the log."'),
      },
    ],
  },
  {
    id: 'challenge-msrtcoauth-only',
    says: 'Challenges with MsRtcOAuth only.',
    shows: 'JSON {} without Authorization',
    hooks: [{ at: 'answer', do: challengeWith(lines => lines.slice(0, 1)) }],
  },
  {
    id: 'challenge-bearer-only',
    says: 'Challenges with Bearer only, as online services do.',
    shows: 'JSON {} without Authorization',
    warns: ['DIS-AUTH-03'],
    hooks: [{ at: 'answer', do: challengeWith(lines => lines.slice(1)) }],
  },
  {
    id: 'challenges-in-one-line',
    says: 'Writes both challenges into one header line, Bearer first.',
    shows: 'JSON {} without Authorization',
    hooks: [{ at: 'answer', do: challengeWith(lines => [lines.toReversed().join(', ')]) }],
  },
  {
    id: 'challenge-href-unquoted',
    says: 'Writes the href of the challenge without quotes.',
    shows: 'JSON {} without Authorization',
    hooks: [
      {
        at: 'answer',
        do: challengeWith(lines => lines.map(line => line.replace(/href="([^"]*)"/, 'href=$1'))),
      },
    ],
  },
  {
    id: 'challenge-names-in-lower-case',
    says: 'Writes the schemes of the challenges in lower case.',
    shows: 'JSON {} without Authorization',
    hooks: [
      {
        at: 'answer',
        do: challengeWith(lines => lines.map(line => line.replace(/^\w+/, name => name.toLowerCase()))),
      },
    ],
  },
  {
    id: '401-without-body',
    says: 'Sends 401 without a body.',
    shows: 'JSON {} without Authorization',
    hooks: [
      {
        at: 'answer',
        when: answers(401),
        do: editReply(reply => {
          reply.body = Buffer.alloc(0)
          removeHeader(reply, 'Content-Type')
          setHeader(reply, 'Content-Length', '0')
        }),
      },
    ],
  },
]
