//! A server on this machine that answers what an input says.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread;

use serde_json::{Map, Value, json};

use crate::input::SECRET;

/// What the server says next.
static SCRIPT: Mutex<Script> = Mutex::new(Script { run: 0, status: 200, bodies: VecDeque::new() });

/// More than a client has connections.
const THREADS: usize = 8;

/// The port that it listens on, once it does.
static PORT: LazyLock<u16> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("it was bound").port();
    // Threads that end look like leaks to a search for them that is made in that moment.
    for _ in 0..THREADS {
        let listener = listener.try_clone().expect("a socket can be shared");
        thread::spawn(move || listener.incoming().flatten().for_each(serve));
    }
    port
});

/// Answers to one run. Who asks on behalf of another one gets none.
struct Script {
    run: u64,
    status: u16,
    bodies: VecDeque<Vec<u8>>,
}

fn script() -> MutexGuard<'static, Script> {
    SCRIPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins a run whose requests are answered with these bodies one after the other, and then with a failure. Gives the settings of a
/// client that does not wait: its key and its account number are of this run alone, since a limit of rates belongs to them.
pub fn answering(status: u16, bodies: &[&[u8]]) -> Map<String, Value> {
    let mut script = script();
    script.run += 1;
    script.status = status;
    script.bodies = bodies.iter().map(|body| body.to_vec()).collect();
    let (run, origin) = (script.run, format!("http://127.0.0.1:{}/{}", *PORT, script.run));
    let settings = json!({
        "api_key": format!("lpkey_{SECRET}-{run}"),
        "cid": run,
        "provhash": SECRET,
        "business_url": format!("{origin}/business"),
        "provisioning_url": format!("{origin}/enterpriseapi.php"),
        "time_zone": "US/Eastern",
        "no_proxy": true,
        "max_retries": 0,
        "timeout": 2.0,
        "chunk_pause": 0.0,
        "backoff": { "base": 0.001, "cap": 0.001, "longest_asked": 0.0 },
    });
    match settings {
        Value::Object(settings) => settings,
        _ => Map::new(),
    }
}

/// Answers on a connection until it ends.
fn serve(mut connection: TcpStream) {
    let Ok(reading) = connection.try_clone() else { return };
    let mut requests = BufReader::new(reading);
    while let Some(run) = request(&mut requests) {
        let answer = {
            let mut script = script();
            let body = if run == script.run { script.bodies.pop_front() } else { None };
            let status = if body.is_some() { script.status } else { 500 };
            let body = body.unwrap_or_default();
            let length =
                if status == 204 { String::new() } else { format!("content-length: {}\r\n", body.len()) };
            [
                format!("HTTP/1.1 {status} Stub\r\ncontent-type: application/json\r\n{length}\r\n")
                    .into_bytes(),
                body,
            ]
            .concat()
        };
        if connection.write_all(&answer).is_err() {
            break;
        }
    }
}

/// Reads a request; gives the run that it belongs to.
fn request(stream: &mut impl BufRead) -> Option<u64> {
    let (mut line, mut length) = (String::new(), 0);
    stream.read_line(&mut line).ok()?;
    let run = line.split('/').nth(1)?.parse().ok()?;
    while line.trim() != "" {
        line.clear();
        stream.read_line(&mut line).ok()?;
        if let Some(number) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = number.trim().parse().ok()?;
        }
    }
    std::io::copy(&mut stream.take(length), &mut std::io::sink()).ok()?;
    Some(run)
}
