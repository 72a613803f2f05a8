import { describe, expect, it } from 'vitest'
import { faults, quirks } from '../reference/catalogue.ts'
import { catalogue } from '../suites/catalogue.ts'
import { UsageError } from './errors.ts'
import { explain } from './explain.ts'
import { recordIo } from './test-io.ts'

function show(id?: string, options: Parameters<typeof explain>[1] = {}): string {
  const io = recordIo()
  expect(explain(id, options, io)).toBe(0)
  return io.written.out
}

const requirements = catalogue.flatMap(area => area.requirements)

describe('explain', () => {
  it('lists all requirements with level, title and cases', () => {
    const lines = show().split('\n')
    for (const { id, level, title } of requirements) {
      const line = lines.find(text => text.startsWith(`  ${id} `))
      expect(line).toMatch(new RegExp(`${level} +${title.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}  +\\S`))
    }
  })

  it('shows a case as it is sent', () => {
    expect(show('DIS-MEDIA-02/json/text-plain')).toBe(
      `DIS-MEDIA-02/json/text-plain
MUST  refuses an unsupported media type with 415

POST <link> HTTP/1.1
Authorization: Bearer <a valid token>
Content-Type: text/plain
Accept: application/json
Content-Length: 21

{"reason":"Conflict"}
→ 415 UnsupportedMediaType or 410
`,
    )
  })

  it('shows a requirement with sources, cases and proof', () => {
    const text = show('DIS-INPUT-02')
    expect(text).toMatch(/^DIS-INPUT-02 {2}MUST {2}refuses a reason outside the list/)
    expect(text).toContain('S-19')
    expect(text).toContain('https://github.com/OfficeDev/skype-docs/')
    expect(text).toContain(
      'allowed: a 2xx status or 400 BadRequest (subcode ParameterValidationFailure, DeserializationFailure or none)',
    )
    expect(text).toContain('  DIS-INPUT-02/json/Local\n    POST <link> · Content-Type: application/json')
    expect(text).toContain('Generated')
    for (const { id } of faults.filter(({ breaks }) => breaks.includes('DIS-INPUT-02')))
      expect(text).toContain(id)
  })

  it('says of what a requirement without cases speaks', () => {
    expect(show('DIS-BODY-03')).toContain('it speaks of every answer')
    expect(show('DIS-EFFECT-01')).toContain('it speaks of every refusal')
  })

  it('tells tokens, targets and connections in words', () => {
    expect(show('DIS-AUTH-04')).toContain('Authorization: Bearer <a made-up token>')
    expect(show('DIS-AUTH-01')).toContain('no Authorization')
    expect(show('DIS-RESOURCE-01')).toContain('<link: an unknown application>')
    expect(show('DIS-SUCCESS-04')).toContain('POST <link>?reason=Conflict')
    expect(show('DIS-WIRE-04')).toContain('(on the same connection as the one before')
  })

  it('leaves out nothing of how a case is sent and judged', () => {
    expect(show('DIS-SUCCESS-04/query/percent-encoded')).toMatch(/POST <link>\?\S*%/)
    expect(show('DIS-RESOURCE-01/json/longer-application')).toContain(
      '<link: the application id with x0 behind it>',
    )
    expect(show('DIS-WIRE-12/json/two-pieces')).toContain('the body leaves in 2 pieces')
    expect(show('DIS-INPUT-03/json/malformed-seen-later')).toContain('half a second later')
    const demand = show('DIS-VERSION-02/none/999.0')
    expect(demand).toContain('(nothing is said but on a 2xx status or 404)')
    expect(demand).toContain('any other status fails where the target takes a request without a body')
  })

  it('cuts long bodies visibly', () => {
    expect(show('DIS-SIZE-01')).toMatch(/… {2}\(cut; .*8,192 bytes\)/)
  })

  it('shows samples of a family, and one by its number', () => {
    const id = 'DIS-INPUT-03/json/malformed'
    expect(show(id)).toContain(`${id}#2`)
    expect(show(`${id}#17`)).toMatch(new RegExp(`^${id}#17\n`))
  })

  it('shows the case behind a finding about its answer', () => {
    const text = show('DIS-BODY-03/DIS-MEDIA-02/json/text-plain')
    expect(text).toContain('gives the code that belongs to the status')
    expect(text).toContain('Content-Type: text/plain')
  })

  it('explains every id there is', () => {
    for (const { id } of [...requirements, ...faults, ...quirks]) expect(show(id)).toContain(id)
  })

  it('shows a fault with what it breaks and how to put it on', () => {
    const [fault] = faults
    const text = show(fault?.id)
    expect(text).toContain(fault?.says)
    expect(text).toContain(fault?.shows)
    expect(text).toContain(`  ${fault?.breaks[0]}  `)
    expect(text).toContain(`serve --with ${fault?.id}`)
  })

  it('lists faults and quirks', () => {
    expect(show(undefined, { faults: true }).trimEnd().split('\n')).toHaveLength(faults.length)
    expect(show(undefined, { quirks: true }).trimEnd().split('\n')).toHaveLength(quirks.length)
  })

  it('gives the same as JSON', () => {
    const all = JSON.parse(show(undefined, { json: true }))
    expect(all.requirements).toHaveLength(requirements.length)
    const one = JSON.parse(show('DIS-MEDIA-02/json/text-plain', { json: true }))
    expect(one.cases[0].steps[0]).toMatchObject({
      allowed: '415 UnsupportedMediaType or 410',
      request: { method: 'POST', target: '<link>', body: { text: '{"reason":"Conflict"}' } },
    })
    expect(JSON.parse(show(undefined, { quirks: true, json: true })).quirks).toHaveLength(quirks.length)
  })

  it.each([
    ['DIS-MEDA-02', 'did you mean DIS-MEDIA-02'],
    ['DIS-MEDIA-02/json/text-plan', 'did you mean DIS-MEDIA-02/json/text-plain'],
    ['sucess-is-200', 'did you mean success-is-200'],
    ['frobnicate', 'unknown id frobnicate;'],
  ])('suggests names near %s', (id, message) => {
    expect(() => show(id)).toThrow(UsageError)
    expect(() => show(id)).toThrow(message)
  })

  it('refuses an id beside a list', () => {
    expect(() => show('DIS-MEDIA-02', { faults: true })).toThrow('leave the id out')
  })
})
