import type { components } from './schema';

export type Problem = components['schemas']['Problem'];

/** An error response of the service (RFC 9457). */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
  get status(): number {
    return this.problem.status;
  }
}

/** The service could not be reached. */
export class OfflineError extends Error {}

export async function problemOf(answer: Response): Promise<ProblemError> {
  const isProblem = answer.headers.get('Content-Type')?.startsWith('application/problem+json');
  if (isProblem) return new ProblemError((await answer.json()) as Problem);
  return new ProblemError({ title: answer.statusText || `HTTP ${answer.status}`, status: answer.status });
}
