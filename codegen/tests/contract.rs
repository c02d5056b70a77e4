//! The contract, written out by hand, against the documents in `spec/`: each table holds what the vendor documents or
//! what was deduced, and each test fails on anything missing, changed or extra in the documents.
//!
//! When a fact of the contract changes, it changes in `spec/` and in one table here.

#![expect(clippy::expect_used, reason = "a document without the part that a test reads fails that test")]

mod contract {
    mod business_answers;
    mod business_operations;
    mod business_requests;
    mod business_schemas;
    mod document;
    mod provisioning_commands;
    mod provisioning_methods;
    mod provisioning_schemas;
    mod view_operations;
    mod view_schemas;
    mod vocabulary;
}
