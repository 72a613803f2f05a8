import { diag, XmlDocument } from 'libxml2-wasm'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { readXmlBody } from './xml-body.ts'

const NAMESPACE = 'http://schemas.microsoft.com/rtc/2012/03/ucwa'

const read = (text: string | Uint8Array, charset?: string) => readXmlBody(Buffer.from(text), charset)

describe('readXmlBody', () => {
  it('lists the child elements of the root', () => {
    const { members, root } = read(
      `<?xml version="1.0" encoding="utf-8"?><reason xmlns="${NAMESPACE}"><!-- --><code> Conflict </code><?pi x?>` +
        '<subcode><![CDATA[Already]]>Exists</subcode><parameters/><debugInfo><a>1</a></debugInfo></reason>',
    )
    expect(root).toEqual({ local: 'reason', namespace: NAMESPACE })
    expect(Object.fromEntries(members)).toEqual({
      code: { kind: 'element', text: 'Conflict', empty: false },
      subcode: { kind: 'element', text: 'AlreadyExists', empty: false },
      parameters: { kind: 'element', text: '', empty: true },
      debugInfo: { kind: 'element', empty: false },
    })
  })

  it('names the local name of a prefixed root, and no namespace as null', () => {
    expect(read(`<u:reason xmlns:u="${NAMESPACE}"/>`).root).toEqual({ local: 'reason', namespace: NAMESPACE })
    expect(read('<reason/>').root).toEqual({ local: 'reason', namespace: null })
  })

  it('takes no element of another namespace for a member, unless there is no other', () => {
    const { members, duplicates } = read(
      `<reason xmlns="${NAMESPACE}" xmlns:o="urn:o"><o:code>Other</o:code><code>Conflict</code><o:subcode>Own</o:subcode></reason>`,
    )
    expect(members.get('code')?.text).toBe('Conflict')
    expect(members.get('subcode')?.text).toBe('Own')
    expect(duplicates).toEqual([])
  })

  it('takes a property for the member that it names', () => {
    const { members, duplicates } = read(
      `<resource rel="reason" xmlns="${NAMESPACE}"><property name="code">Gone</property><property>?</property></resource>`,
    )
    expect([...members.keys()]).toEqual(['code', 'property'])
    expect(members.get('code')?.text).toBe('Gone')
    expect(duplicates).toEqual([])
  })

  it('finds elements that come twice, and views the first', () => {
    const { duplicates, members } = read('<reason><code>a</code><code>b</code></reason>')
    expect(duplicates).toEqual(['code'])
    expect(members.get('code')?.text).toBe('a')
  })

  it('neither fetches nor multiplies entities', () => {
    const passwords = read('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><code>&x;</code></a>')
    expect(passwords.members.get('code')?.text).toBe('')
    const levels = Array.from({ length: 12 }, (_, i) => `<!ENTITY x${i + 1} "${`&x${i};`.repeat(10)}">`)
    const bomb = read(`<!DOCTYPE a [<!ENTITY x0 "ha">${levels.join('')}]><a><code>&x12;</code></a>`)
    expect(bomb).toEqual({ wellFormed: true, unread: true, members: new Map(), duplicates: [] })
  })

  it('frees what it parsed', () => {
    diag.configure({ enabled: true })
    onTestFinished(() => diag.configure({ enabled: false }))
    read('<reason><code>Gone</code></reason>')
    read('<u:reason/>')
    read('<reason>')
    expect(diag.report()).toEqual({})
  })

  it('passes on what is no word of the parser about the document', () => {
    const parse = vi.spyOn(XmlDocument, 'fromBuffer').mockImplementation(() => {
      throw new Error('out of memory')
    })
    onTestFinished(() => parse.mockRestore())
    expect(() => read('<reason/>')).toThrow('out of memory')
  })
})

describe('readXmlBody on well-formedness (XML 1.0 section 2.1)', () => {
  it.each([
    '',
    'Conflict',
    '<reason>',
    '<reason><code></reason></code>',
    '<a/><b/>',
    '<a b=1/>',
    '<a>&x;</a>',
    '<a>\u0001</a>',
    '<!DOCTYPE a [<!INTERNAL>]><a/>',
  ])('finds %j malformed, and says why on one line', text => {
    const body = read(text)
    expect(body).toEqual({
      wellFormed: false,
      members: new Map(),
      duplicates: [],
      problem: expect.stringMatching(/^\S.*\S$/),
    })
  })

  it('does not take namespace faults for malformed', () => {
    const body = read('<u:reason><u:code>Gone</u:code></u:reason>')
    expect(body).toMatchObject({ wellFormed: true, root: { local: 'reason', namespace: null } })
    expect(body.members.get('code')?.text).toBe('Gone')
  })

  it('finds a fault of well-formedness behind a namespace fault', () => {
    expect(read('<u:reason><code></u:reason>').wellFormed).toBe(false)
  })

  const long = 'a'.repeat(60_000)
  it.each([
    ['levels', '<a>'.repeat(257) + '</a>'.repeat(257)],
    ['levels behind a namespace fault', `<u:a>${'<a>'.repeat(257)}${'</a>'.repeat(257)}</u:a>`],
    ['an encoding', '<?xml version="1.0" encoding="x-unknown"?><a/>'],
    ['a version', '<?xml version="2.0"?><a/>'],
    ['the length of an element name', `<${long}/>`],
    ['the length of an attribute name', `<a ${long}="1"/>`],
    ['the length of a system identifier', `<!DOCTYPE a SYSTEM "${long}"><a/>`],
    ['groups in a content model', `<!DOCTYPE a [<!ELEMENT a ${'('.repeat(300)}b${')'.repeat(300)}>]><a/>`],
  ])("does not take the parser's own limit of %s for malformed", (_, text) => {
    expect(read(text)).toEqual({ wellFormed: true, unread: true, members: new Map(), duplicates: [] })
  })

  it.each([
    ['an undefined entity before a name that is too long', `<a>&x;<${long}/></a>`],
    ['an element named like a limit of the parser', '<Maximum></a>'],
    ['an element named like an option of the parser', '<xml_parse_huge></a>'],
  ])('finds %s malformed', (_, text) => {
    expect(read(text).wellFormed).toBe(false)
  })
})

describe('readXmlBody on encodings (RFC 7303 section 3.2)', () => {
  it.each(['klingon', 'utf8x', 'utf-16'])('does not believe the name %s (XML 1.0 section 4.3.3)', name => {
    const { wellFormed, problem } = read(`<?xml version="1.0" encoding="${name}"?><a/>`)
    expect(wellFormed).toBe(false)
    expect(problem).toContain(name)
  })

  const gone = '<reason><code>é</code></reason>'
  const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>${gone}`
  const latin1 = (text: string) => Buffer.from(text, 'latin1')

  it.each([
    ['UTF-8 where nothing else is said', Buffer.from(gone), undefined],
    ['the encoding of the declaration', latin1(declared('iso-8859-1')), undefined],
    ['the encoding of the byte order mark', Buffer.from(`\ufeff${gone}`, 'utf16le'), undefined],
    ['the charset of the media type', latin1(gone), 'iso-8859-1'],
    ['that charset rather than the declaration', latin1(declared('utf-8')), 'iso-8859-1'],
    ['that charset where the declaration is wrong', Buffer.from(declared('utf-16')), 'utf-8'],
    ['the byte order mark rather than that charset', Buffer.from(`\ufeff${gone}`), 'iso-8859-1'],
    ['the declaration where that charset is wrong', latin1(declared('iso-8859-1')), 'utf-8'],
    ['UTF-8 where that charset is unknown', Buffer.from(gone), 'klingon'],
  ])('goes by %s', (_, bytes, charset) => {
    const body = read(bytes, charset)
    expect(body).toMatchObject({ wellFormed: true, duplicates: [] })
    expect(body.members.get('code')?.text).toBe('é')
  })

  it('takes a charset at its word', () => {
    expect(read(Buffer.from(declared('utf-8')), 'iso-8859-1').members.get('code')?.text).toBe('Ã©')
  })

  it.each([undefined, 'klingon', 'utf-8'])('finds bytes that fit nothing malformed (charset %s)', charset => {
    expect(read(latin1(gone), charset).wellFormed).toBe(false)
  })
})

describe('readXmlBody on encodings that a declaration names', () => {
  it.each([
    ['UTF-16 and is not in it', '<?xml version="1.0" encoding="utf16"?><a/>', /utf16, and is not in it/],
    ['UTF-32 and is not in it', '<?xml version="1.0" encoding="UTF32"?><a/>', /UTF32, and is not in it/],
    ['UCS-4 and is not in it', '<?xml version="1.0" encoding="ucs4"?><a/>', /ucs4, and is not in it/],
    ['nobody knows', '<?xml version="1.0" encoding = "nosuch"?><a/>', /which no reader knows/],
    ['nobody knows, for all that is in its name', '<?xml version="1.0" encoding="no-cp"?><a/>', /no reader/],
    ['a vendor may have', '<?xml version="1.0" encoding="x-utf-16"?><a/>', undefined],
  ])('%s', (_, text, problem) => {
    const read = readXmlBody(Buffer.from(text), undefined)
    if (problem === undefined) expect(read.problem).toBeUndefined()
    else expect(read).toMatchObject({ wellFormed: false, problem: expect.stringMatching(problem) })
  })

  it('stands at the beginning only', () => {
    const { wellFormed, problem } = readXmlBody(Buffer.from(' <?xml encoding="nosuch"?><a/>'), undefined)
    expect(wellFormed).toBe(false)
    expect(problem).not.toMatch(/no reader/)
  })
})
