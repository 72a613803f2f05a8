import { XmlElement } from '@rgrove/parse-xml'

/** S-27 binds to a nesting of 32; beyond, a limit is legal (S-31). */
const DEEPEST = 128

/** An element with its expanded name (Namespaces in XML 1.0 § 2.1). */
export interface NamedElement {
  readonly local: string
  /** Empty for none. */
  readonly namespace: string
  readonly children: readonly NamedElement[]
  readonly element: XmlElement
}

/** Namespaces by prefix; the default one stands under the empty prefix. */
type Scope = Readonly<Record<string, string>>

/** Bound without being declared (§ 3). */
const RESERVED: Scope = {
  '': '',
  xml: 'http://www.w3.org/XML/1998/namespace',
  xmlns: 'http://www.w3.org/2000/xmlns/',
}

function declare(scope: Scope, { attributes }: XmlElement): Scope {
  const declared = Object.entries(attributes).flatMap(([name, namespace]) => {
    if (name === 'xmlns') return [['', namespace] as const]
    return name.startsWith('xmlns:') ? [[name.slice('xmlns:'.length), namespace] as const] : []
  })
  return declared.length === 0 ? scope : { ...scope, ...Object.fromEntries(declared) }
}

function resolveName(scope: Scope, name: string): Pick<NamedElement, 'local' | 'namespace'> {
  const [prefix = '', local = '', ...rest] = name.includes(':') ? name.split(':') : ['', name]
  const namespace = Object.hasOwn(scope, prefix) ? scope[prefix] : undefined
  if (namespace === undefined || rest.length > 0) throw new Error(`no namespace for ${name}`)
  return { local, namespace }
}

/** Gives each element its expanded name. Throws for a prefix that is not declared, and beyond 128 levels. */
export function resolveNames(element: XmlElement, outer: Scope = RESERVED, depth = 1): NamedElement {
  if (depth > DEEPEST) throw new Error('nested too deeply')
  const scope = declare(outer, element)
  for (const name of Object.keys(element.attributes)) resolveName(scope, name)
  return {
    ...resolveName(scope, element.name),
    children: element.children
      .filter(child => child instanceof XmlElement)
      .map(child => resolveNames(child, scope, depth + 1)),
    element,
  }
}
