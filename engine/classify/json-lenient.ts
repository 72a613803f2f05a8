/**
 * What lenient JSON readers in wide use take beyond RFC 8259, taken together: JSON5, Json.NET and Gson's lenient mode.
 * Comments, other white space, single quotes, any escaped character, raw control characters in strings, unquoted names
 * and values (with them NaN, Infinity, hexadecimal and signed numbers, leading zeros), trailing and doubled separators.
 * None of them closes what was left open, adds a missing comma or colon, or reads on after the end.
 */
const blank = /(?:[\s\uFEFF]|(?:\/\/|#)[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/)*/y
const string = /(["'])(?:(?!["'\\])[\s\S]|(?!\1)["']|\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[^ux1-9]))*\1/y
const word = /(?:[^\s\x00-\x1F{}[\]:,"'\\/;#=]|\\u[0-9A-Fa-f]{4})+/y
const assignment = /:|=>?/y
const separator = /[,;]/y

/** What a lenient reader may find in a text that is no JSON; `undefined` when it must refuse too. */
export function readLenient(text: string): 'object' | 'other' | undefined {
  let at = 0

  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    if (!pattern.test(text)) return false
    at = pattern.lastIndex
    return true
  }
  const skipCharacter = (character: string): boolean => {
    if (text[at] !== character) return false
    at += 1
    return true
  }
  /** Skips a token and the blanks behind it. */
  const take = (taken: boolean): boolean => taken && skip(blank)

  const takeValue = (): boolean => {
    if (text[at] === '{') return takeObject()
    if (text[at] === '[') return takeArray()
    return take(skip(string) || skip(word))
  }
  const takeMember = (): boolean => take(skip(string) || skip(word)) && take(skip(assignment)) && takeValue()
  const takeObject = (): boolean => {
    if (!take(skipCharacter('{'))) return false
    while (text[at] !== '}') {
      if (!takeMember()) return false
      if (!take(skip(separator))) break
    }
    return take(skipCharacter('}'))
  }
  const takeArray = (): boolean => {
    if (!take(skipCharacter('['))) return false
    while (text[at] !== ']') {
      const item = takeValue()
      const separated = take(skip(separator))
      if (!separated) {
        if (!item) return false
        break
      }
    }
    return take(skipCharacter(']'))
  }

  skip(blank)
  const kind = text[at] === '{' ? 'object' : 'other'
  return takeValue() && at === text.length ? kind : undefined
}
