/** The run may send no further request. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent'
  override readonly cause = 'budget'

  constructor(maxRequests: number) {
    super(`all ${maxRequests} requests of the run are spent`)
  }
}
