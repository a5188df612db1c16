// Speaks to Glassjar's HTTP interface (docs/api.md): one function, one kind of failure.
import { texts } from "./texts";

// Why a request has no answer, in words for the person who reads it.
export class Failure extends Error {
  constructor(
    readonly status: number, // 0: no answer at all
    message: string,
    readonly requestId: string,
  ) {
    super(message);
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return call<T>("GET", path, undefined, signal);
}

export function post<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return call<T>("POST", path, body ?? {}, signal);
}

async function call<T>(
  method: string,
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: "same-origin",
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new Failure(0, texts.failed.noAnswer, "");
  }
  const answer = await readBody(response);
  if (response.ok) return answer as T;
  throw failureOf(response, answer);
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    if (!response.ok) return null;
    throw new Failure(
      response.status,
      texts.failed.unreadable,
      response.headers.get("x-request-id") ?? "",
    );
  }
}

function failureOf(response: Response, answer: unknown): Failure {
  const said = (answer ?? {}) as { error?: unknown; request_id?: unknown };
  const fallback =
    response.status === 503 ? texts.failed.busy : texts.failed.status(response.status);
  return new Failure(
    response.status,
    typeof said.error === "string" && said.error ? said.error : fallback,
    typeof said.request_id === "string" ? said.request_id : "",
  );
}
