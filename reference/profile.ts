import { operation } from '../schemas/load.ts'

/** The profile that reaches a reference server: every kind of token and link, all error states. */
export function profileFor(url: string, peculiarities: readonly string[]): object {
  return {
    name: ['Reference server', ...peculiarities].join(' + '),
    baseUrl: url,
    deployment: 'onPremises',
    ...(url.startsWith('https:') && { tls: { insecure: true } }),
    tokens: {
      http: {
        method: 'POST',
        url: '/control/tokens',
        body: { scopes: '{{scopes}}', user: '{{user}}', expired: '{{expired}}' },
        token: '$.access_token',
      },
    },
    links: {
      http: {
        method: 'POST',
        url: '/control/renegotiations',
        body: { state: '{{state}}', count: '{{count}}', user: '{{user}}' },
        links: '$.renegotiations[*].href',
        batch: 100,
      },
    },
    states: Object.fromEntries(
      operation.errors.map(({ subcode }) => [subcode, { link: { state: subcode } }]),
    ),
  }
}
