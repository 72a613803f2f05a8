import type { Outcome, StatusPattern } from '../../engine/model/requirement.ts'

/** 204 No Content (F-33). */
export const accepted: readonly Outcome[] = [{ status: 204 }]

/** 400 with code `BadRequest` (status table, F-48). */
export const badRequest: Outcome = { status: 400, code: ['BadRequest'] }

export const unsupportedMediaType: Outcome = { status: 415, code: ['UnsupportedMediaType'] }

/** Any of these statuses, whatever the code. */
export function statuses(...patterns: readonly StatusPattern[]): readonly Outcome[] {
  return patterns.map(status => ({ status }))
}

/** Whatever comes is only recorded. */
export const anything: readonly Outcome[] = []
