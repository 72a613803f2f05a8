import { expect, test } from 'vitest'
import { broken, input, requirement } from './fixtures/run.ts'
import { conforming, failing, hostile } from './fixtures/samples.ts'
import { formatMarkdown } from './markdown.ts'
import { buildReport } from './model.ts'

test('a conforming run', () => {
  expect(formatMarkdown(conforming)).toMatchInlineSnapshot(`
    "## ✅ UCWA dismiss · CONFORMANT · 1 of 1 MUST judged

    Contoso pool · 5,214 requests in 4.1 s · seed 1 · catalogue 2026.1

    | | passed | observed |
    |---|--:|--:|
    | **MUST** | 1 |  |
    | **SHOULD** | 1 |  |
    | **OBSERVE** |  | 1 |

    **What this does not prove**

    - A passed requirement held in the cases that were sent, on the day they were sent.
    - OBSERVE requirements are recorded, never judged: the docs leave them open.
    "
  `)
})

test('a failing run', () => {
  expect(formatMarkdown(failing)).toMatchInlineSnapshot(`
    "## ❌ UCWA dismiss · NOT CONFORMANT · 1 failed · 1 inconclusive · 1 of 4 MUST judged

    Contoso pool · 5,214 requests in 4.1 s · seed 1 · catalogue 2026.1

    | | failed | warned | inconclusive | observed | skipped |
    |---|--:|--:|--:|--:|--:|
    | **MUST** | 1 |  | 1 |  | 2 |
    | **SHOULD** |  | 1 |  |  |  |
    | **OBSERVE** |  |  |  | 1 |  |

    **DIS-MEDIA-02** MUST · refuses an unsupported media type with 415 · 2 of 6 cases

    > A body of a foreign media type gives 415 with code \`UnsupportedMediaType\`. [Generic synchronous errors § intro](https://docs.example/generic)

    - sent \`Content-Type: text/plain\` \`{"reason":"Conflict"}\`
    - control \`Content-Type: application/json\` \`same body\` → \`204\`
    - status: expected \`415\`, received \`500\`
    - answered by UCWA
    - again: \`npx dismiss-conformance replay DIS-MEDIA-02/json/text-plain\`

    **DIS-MEDIA-03** SHOULD · refuses an unsupported media type with 415 · 1 of 1 case

    > A body of a foreign media type gives 415 with code \`UnsupportedMediaType\`. [Generic synchronous errors § intro](https://docs.example/generic)

    - sent \`Content-Type: text/plain\` \`{"reason":"Conflict"}\`
    - control \`Content-Type: application/json\` \`same body\` → \`204\`
    - Allow: expected \`present\`, received \`absent\`
    - answered by UCWA
    - again: \`npx dismiss-conformance replay DIS-MEDIA-03/json/allow\`

    **DIS-MEDIA-04** MUST · refuses an unsupported media type with 415 · 1 of 1 case

    > A body of a foreign media type gives 415 with code \`UnsupportedMediaType\`. [Generic synchronous errors § intro](https://docs.example/generic)

    - sent \`Content-Type: application/json\` \`{}\`
    - No answer, three times.
    - again: \`npx dismiss-conformance replay DIS-MEDIA-04/json/one\`

    **What this does not prove**

    - 1 MUST not judged: the outcome was not conclusive.
    - 1 MUST not judged: more dismiss links are needed.
    - 1 MUST not judged: the profile offers no tokens for them (other scopes, another user, an expired one).
    - A passed requirement held in the cases that were sent, on the day they were sent.
    - OBSERVE requirements are recorded, never judged: the docs leave them open.
    "
  `)
})

test('ten findings and a count of the rest', () => {
  const requirements = Array.from({ length: 12 }, (_, index) => requirement(`DIS-A-${String(index + 10)}`))
  const report = buildReport(
    input(
      requirements,
      requirements.map(({ id }) => broken(`${id}/json/one`)),
    ),
  )
  const text = formatMarkdown(report)
  expect(text.match(/^- again:/gm)).toHaveLength(10)
  expect(text).toContain('… and 2 more in the report.')
})

test('what a server says is code or escaped, never markup', () => {
  const text = formatMarkdown(hostile)
  expect(text).not.toMatch(/[\x1b\0\u202e]/)
  // As CommonMark reads it, from left to right: an escaped character, or a code span.
  const markup = text.replace(/\\[!-/:-@[-`{-~]|(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
  expect(markup).not.toMatch(/[<`]|&\w/)
  expect(markup.match(/\[/g)).toHaveLength(2)
})
