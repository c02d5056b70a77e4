//! What a check of the credentials found, as JSON.

use lastpass_admin::{CredentialReport, CredentialStatus};
use serde_json::{Value, json};

use crate::canonical::Canonical;
use crate::problem;

impl Canonical for CredentialReport {
    fn canonical(&self) -> Value {
        json!({ "business": self.business.canonical(), "provisioning": self.provisioning.canonical() })
    }
}

impl Canonical for CredentialStatus {
    fn canonical(&self) -> Value {
        json!({ "works": self.works(), "error": self.error().map(problem::canonical) })
    }
}
