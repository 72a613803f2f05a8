/** One thing wrong with a profile: where it stands and what to do about it. */
export interface Problem {
  /** `p.yaml:7:3 tokens.defualt`, or an option of the command line. */
  readonly where: string
  readonly message: string
}

/** A profile that cannot be used. The message has one line for each problem and shows no secret. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, message }) => `${where}: ${message}`).join('\n'))
    this.problems = problems
  }
}
