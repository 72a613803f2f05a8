import { BudgetSpent } from '../send/budget.ts'
import { SupplyError } from '../target/supply-error.ts'

/** The errors by which a target says that it has nothing more to give. */
export function isSupplyError(
  error: unknown,
): error is { readonly cause: 'environment' | 'capability' | 'links' | 'budget'; readonly message: string } {
  return error instanceof SupplyError || error instanceof BudgetSpent
}
