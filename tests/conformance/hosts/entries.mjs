/** The entries of the package, as the runtime or bundler at hand resolves them. */

export * as leadloom from 'leadloom';
export * as customers from 'leadloom/customers';
export * as desk from 'leadloom/desk';
export * as inline from 'leadloom/inline';
export * as validator from 'leadloom/validator';
