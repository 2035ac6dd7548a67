/** The typed client of the query API; its types are generated from schemas/openapi.yaml. */
import createClient from 'openapi-fetch';
import type { components, paths } from '../generated/api';

type Schemas = components['schemas'];
export type Verdict = Schemas['Verdict'];
export type HandoffKind = Schemas['HandoffKind'];
export type Phase = Schemas['Phase'];
export type Handoff = Schemas['Handoff'];
export type HandoffDetail = Schemas['HandoffDetail'];
export type HandoffSummary = Schemas['HandoffSummary'];
export type DeviceHandoff = Schemas['DeviceHandoff'];
export type Finding = Schemas['Finding'];
export type KnownFailure = Schemas['KnownFailure'];
export type Evidence = Schemas['Evidence'];
export type Moment = Schemas['Moment'];
export type Boot = Schemas['Boot'];
export type Fact = Schemas['Fact'];
export type HandoffReplay = Schemas['HandoffReplay'];
export type ReplayMoment = Schemas['ReplayMoment'];
export type RawLine = Schemas['RawLine'];
export type Matrix = Schemas['Matrix'];
export type MatrixCell = Schemas['MatrixCell'];
export type SignatureSummary = Schemas['SignatureSummary'];
export type SignatureDetail = Schemas['SignatureDetail'];
export type UnknownLine = Schemas['UnknownLine'];
export type Overview = Schemas['Overview'];
export type Problem = Schemas['Problem'];

export const http = createClient<paths>({ baseUrl: '/api/v1' });

/** The server's "no": `status` 0 means that it could not be reached at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(problem.detail ?? problem.title, options);
  }
}

interface Answer<Body> {
  readonly data?: Body;
  readonly error?: unknown;
  readonly response: Response;
}

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'title' in value;

const problemOf = (error: unknown, { status, statusText }: Response): Problem =>
  isProblem(error) ? error : { type: 'about:blank', title: statusText || `HTTP status ${status}`, status };

/** The body of an answer, or an ApiError: broken network and refusals look the same to a page. */
export async function bodyOf<Body>(asked: Promise<Answer<Body>>): Promise<Body> {
  const answer = await asked.catch((cause: unknown) => {
    throw new ApiError(0, { type: 'about:blank', title: 'The Quiesce server cannot be reached', status: 0 }, { cause });
  });
  if (answer.data === undefined) throw new ApiError(answer.response.status, problemOf(answer.error, answer.response));
  return answer.data;
}
