//! A raw HTTP client: what it sends and sees is spelled out by the tests, not by the client crate.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot send its request has failed")]

use lastpass_sandbox::{Fault, FaultKind, Sandbox, Target, Tenant, TenantOptions};
use reqwest::{Method, Response};
use serde_json::{Value, json};

/// A server with one tenant.
pub struct Bench {
    pub sandbox: Sandbox,
    pub tenant: Tenant,
    pub http: reqwest::Client,
}

/// An answer of the Business API.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub media_type: String,
    pub text: String,
    pub headers: reqwest::header::HeaderMap,
}

impl Answer {
    async fn read(response: Response) -> Self {
        let headers = response.headers().clone();
        let media_type = headers.get("content-type").map(|value| value.to_str().unwrap().to_owned());
        Self {
            status: response.status().as_u16(),
            media_type: media_type.unwrap_or_default(),
            headers,
            text: response.text().await.unwrap(),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// A plain client, whichever features of its library the rest of the build turns on.
pub fn http() -> reqwest::ClientBuilder {
    // An error means that another test has installed it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy()
}

pub async fn bench(options: TenantOptions) -> Bench {
    let sandbox = Sandbox::start().await.unwrap();
    let tenant = sandbox.tenant(options);
    let http = http().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    Bench { sandbox, tenant, http }
}

pub async fn default_bench() -> Bench {
    bench(TenantOptions::default()).await
}

impl Bench {
    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.try_send(method, path, body).await.unwrap()
    }

    pub async fn try_send(&self, method: &str, path: &str, body: Option<Value>) -> reqwest::Result<Answer> {
        let url = format!("{}{path}", self.sandbox.business_url());
        let mut request = self.http.request(Method::from_bytes(method.as_bytes()).unwrap(), url);
        request = request.header("Authorization", format!("api-key {}", self.tenant.api_key()));
        if let Some(body) = body {
            request = request.json(&body);
        }
        Ok(Answer::read(request.send().await?).await)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    pub async fn get_json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answer.json()
    }

    /// Follows the tokens of a list; gives the pages.
    pub async fn pages(&self, path: &str, most: usize) -> Vec<Value> {
        let mut pages = Vec::new();
        let mut token = None;
        while pages.len() < most {
            let mut url = path.to_owned();
            if let Some(token) = &token {
                url.push_str(if url.contains('?') { "&" } else { "?" });
                url.push_str(&format!("page-token={token}"));
            }
            let page = self.get_json(&url).await;
            token = page["nextPageToken"].as_str().filter(|token| !token.is_empty()).map(str::to_owned);
            pages.push(page);
            if token.is_none() {
                break;
            }
        }
        pages
    }

    pub async fn raw_command(&self, body: Value) -> Answer {
        let response = self.http.post(self.sandbox.provisioning_url()).json(&body).send().await.unwrap();
        Answer::read(response).await
    }

    pub async fn command_answer(&self, cmd: &str, data: Value) -> Answer {
        self.raw_command(json!({
            "cid": self.tenant.cid(), "provhash": self.tenant.provhash(), "cmd": cmd, "data": data, "apiuser": "tests",
        }))
        .await
    }

    pub async fn command(&self, cmd: &str, data: Value) -> Value {
        let answer = self.command_answer(cmd, data).await;
        assert_eq!(answer.status, 200, "{cmd}: {}", answer.text);
        answer.json()
    }

    pub fn inject_once(&self, operation: &str, kind: FaultKind) {
        self.tenant.inject(Fault::once(Target::parse(operation).unwrap(), kind));
    }

    pub fn inject(&self, operation: &str, kind: FaultKind) {
        self.tenant.inject(Fault::always(Target::parse(operation).unwrap(), kind));
    }
}

/// Whether every member of `part` is in `whole` with the same value.
pub fn assert_contains(whole: &Value, part: &Value) {
    match (whole, part) {
        (Value::Object(whole_map), Value::Object(part)) => {
            for (name, value) in part {
                let found = whole_map.get(name).unwrap_or_else(|| panic!("no {name} in {whole}"));
                assert_contains(found, value);
            }
        }
        _ => assert_eq!(whole, part),
    }
}
