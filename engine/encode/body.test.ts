import { describe, expect, it } from 'vitest'
import { operation } from '../../schemas/load.ts'
import { encodeBody } from './body.ts'
import { mediaTypes, otherFormat, vendorMediaTypes } from './media-types.ts'
import { escapeXml } from './xml.ts'

const text = (body: Uint8Array): string => new TextDecoder().decode(body)

describe('encodeBody', () => {
  it('gives the JSON sample of the page byte for byte', () => {
    const body = encodeBody('json', 'InsufficientBandwidth')
    expect(text(body)).toBe(operation.samples.json)
    expect(body).toHaveLength(34)
  })

  it('gives the XML sample of the page byte for byte', () => {
    const body = encodeBody('xml', 'Unknown')
    expect(text(body)).toBe(operation.samples.xml)
    expect(body).toHaveLength(149)
  })

  it('gives an empty input without a reason', () => {
    expect(text(encodeBody('json'))).toBe('{}')
    expect(text(encodeBody('xml'))).toBe(
      `<?xml version="1.0" encoding="utf-8"?><input xmlns="${operation.namespace}"/>`,
    )
  })

  it('escapes what is markup in the format', () => {
    expect(text(encodeBody('json', '"\\'))).toBe('{"reason":"\\"\\\\"}')
    expect(text(encodeBody('xml', '<&]]>\r'))).toContain('>&lt;&amp;]]&gt;&#13;</property>')
  })

  it('escapes what would end an attribute value', () => {
    expect(escapeXml('a "b" \'c\'')).toBe("a &quot;b&quot; 'c'")
  })
})

describe('media types', () => {
  it('are those of the operation', () => {
    expect([otherFormat('json'), otherFormat('xml')]).toEqual(['xml', 'json'])
    expect(operation.mediaTypes.json).toEqual([mediaTypes.json, vendorMediaTypes.json])
    expect(operation.mediaTypes.xml).toEqual([mediaTypes.xml, vendorMediaTypes.xml])
  })
})
