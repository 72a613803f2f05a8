import type { Quirk } from '../peculiarity.ts'

export const links: readonly Quirk[] = [
  {
    id: 'href-absolute',
    says: 'Hands out absolute links (F-07).',
    shows: 'POST /control/renegotiations',
    hooks: [],
    href: (path, origin) => `${origin}${path}`,
  },
  {
    id: 'href-with-query',
    says: 'Hands out links with query parameters of its own (F-09).',
    shows: 'POST /control/renegotiations',
    hooks: [],
    href: path => `${path}?api-version=1.0&x=a%20b%2Fc`,
  },
  {
    id: 'href-under-oauth',
    says: 'Hands out links under /ucwa/oauth/v1 (F-06).',
    shows: 'POST /control/renegotiations',
    hooks: [],
    href: path => path.replace('/ucwa/v1/', '/ucwa/oauth/v1/'),
  },
]
