import { ANSWER_LIMITS, type AnswerLimits, AnswerParser } from './answer-parser.ts'

interface Read {
  readonly method?: string
  readonly limits?: AnswerLimits
  /** How the connection ends after the bytes; default: it stays open. */
  readonly close?: 'orderly' | 'reset'
}

/** For tests: what the parser makes of these pieces. */
export function read(
  pieces: readonly string[],
  { method = 'POST', limits = ANSWER_LIMITS, close }: Read = {},
) {
  const parser = new AnswerParser(method, limits)
  for (const piece of pieces) parser.push(Buffer.from(piece, 'latin1'))
  if (close !== undefined) parser.end(close === 'orderly')
  const { state, answer, interim, framingFault } = parser
  return {
    state,
    answer: answer && { ...answer, body: Buffer.from(answer.body).toString('latin1') },
    interim,
    framingFault,
    rest: Buffer.from(parser.rest).toString('latin1'),
  }
}

/** For tests: lines of an answer as one text. */
export const answer = (...lines: readonly string[]) => lines.join('\r\n')
