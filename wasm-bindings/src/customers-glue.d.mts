/** The customers' module as Emscripten makes it. */
import type { BaseGlue, CreateModule } from './glue.mjs';

export interface CustomersHandle {
  begin(name: string): void;
  /** Memory for the next bytes of a file, or for contacts. Valid until the next call. */
  reserve(bytes: number): Uint8Array;
  read(): void;
  finish(): string;
  recognise(head: string): string;
  settle(): string;
  remove(question: string): string;
  match(question: string): string;
  matchAll(): string;
  search(question: string): string;
  record(question: string): string;
  newCustomer(question: string): string;
  delete(): void;
}

export interface CustomersGlue extends BaseGlue {
  Customers: new () => CustomersHandle;
}

declare const createCustomers: CreateModule<CustomersGlue>;
export default createCustomers;
