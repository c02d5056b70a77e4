//! What was measured, as tables in Markdown.

use super::figures::{CPU, Figures, PEAK, Part, WALL, middle, ratio};
use super::limits::{Limit, verdict};
use super::measure::{Measured, Turns, Work};
use super::network::Network;
use super::report::{OfSurface, Report};
use super::rows::Beside;

/// Every client of a workload, and how ours compare.
pub(super) fn work(work: &Work) -> String {
    let read = match work.members.as_str() {
        "three" => "id, e-mail address and status are read of each; the peers make every member all the same",
        _ => "every member is read of each",
    };
    let mut lines = vec![
        String::new(),
        format!("{} {}; {read}", work.workload.to_uppercase(), work.title),
        String::new(),
    ];
    let ours: Vec<&Turns> = work.clients.iter().filter(|client| client.is_ours).collect();
    let mut heading = row(["client", "wall ms", "CPU ms", "peak MiB"].map(str::to_owned));
    for turns in &ours {
        // Where one of ours stands for itself, its name says nothing.
        let name = if ours.len() == 1 { "ours" } else { &turns.title };
        heading += &format!(" wall / {name} | CPU | peak |");
    }
    lines.push(heading);
    lines.push(row(std::iter::repeat_n("---".to_owned(), 4 + 3 * ours.len())));
    for client in &work.clients {
        let [wall, cpu, peak] = [WALL, CPU, PEAK].map(|part| middle(&client.rounds, part));
        let figures = [client.title.clone(), format!("{wall:.0}"), format!("{cpu:.0}"), format!("{peak:.1}")];
        let ratios = ours.iter().flat_map(|ours| {
            let of = |part: Part| format!("{:.2}", ratio(&client.rounds, &ours.rounds, part));
            [WALL, CPU, PEAK].map(of)
        });
        lines.push(row(figures.into_iter().chain(ratios)));
    }
    lines.push(String::new());
    for row in &work.rows {
        let Some(beside) = &row.beside else { continue };
        let target =
            row.target.map_or("none".to_owned(), |target| format!("{target:.2} {}", verdict(row.is_fast)));
        lines.push(format!(
            "{}: {:.2} times as fast as {}, target: {target}; {:.2} of the memory of {}: {}",
            row.ours,
            beside.speed,
            beside.rival,
            beside.memory,
            beside.leanest,
            verdict(row.is_lean),
        ));
    }
    lines.join("\n") + "\n"
}

/// A row of a table.
fn row(cells: impl IntoIterator<Item = String>) -> String {
    cells.into_iter().fold("|".to_owned(), |row, cell| row + " " + &cell + " |")
}

/// All that a run measured.
pub(super) fn report(report: &Report) -> String {
    let Report { machine, minutes, surfaces } = report;
    let mut text =
        format!("{}, {} cores; measured in {minutes:.0} minutes.\n", machine.system, machine.cores);
    for network in [Network::Plain, Network::Slow, Network::Tls] {
        let measured = surfaces.iter().flat_map(|surface| {
            let parts = surface.parts.iter().filter(|part| part.network == network);
            parts.map(|part| (surface.title.as_str(), part))
        });
        let measured: Vec<(&str, &Measured)> = measured.collect();
        if let Some((_, first)) = measured.first() {
            text += &format!(
                "\n### {}\n\nUsers: {}; rounds: {}.\n\n",
                network.title(),
                first.users,
                first.rounds
            );
            text += &comparison(&measured);
        }
    }
    text += &sockets(surfaces);
    text += &limits(surfaces);
    text += &growth(surfaces);
    let failures = surfaces.iter().flat_map(|surface| {
        let failures = surface.parts.iter().flat_map(|part| &part.failures).chain(&surface.failures);
        failures.map(|failure| format!("- {}: {failure}\n", surface.title))
    });
    let failures: String = failures.collect();
    if !failures.is_empty() {
        text += &format!("\n### Not measured\n\n{failures}");
    }
    text
}

/// A row for each of ours and each workload.
fn comparison(measured: &[(&str, &Measured)]) -> String {
    let heading = [
        "",
        "workload",
        "ours: wall, CPU, peak",
        "beside",
        "theirs: wall, CPU, peak",
        "times as fast",
        "target",
        "CPU",
        "memory",
        "",
    ];
    let mut text = head(&heading);
    for (surface, part) in measured {
        for work in &part.works {
            for compared in &work.rows {
                // `lastpass-admin, asyncio` is `Python, asyncio`.
                let name = compared.ours.replacen("lastpass-admin", surface, 1);
                let ours = cell(work, &compared.ours);
                let beside = compared.beside.as_ref();
                let ratio = |of: fn(&Beside) -> f64| {
                    beside.map_or(String::new(), |beside| format!("{:.2}", of(beside)))
                };
                let cells = [
                    name,
                    format!("{} {}", work.workload.to_uppercase(), work.title),
                    ours,
                    beside.map_or("none".to_owned(), |beside| beside.rival.clone()),
                    beside.map_or(String::new(), |beside| cell(work, &beside.rival)),
                    ratio(|beside| beside.speed),
                    compared.target.map_or(String::new(), |target| format!("{target:.2}")),
                    ratio(|beside| beside.cpu),
                    ratio(|beside| beside.memory),
                    if part.network == Network::Plain {
                        compared.verdict().to_owned()
                    } else {
                        String::new()
                    },
                ];
                text += &(row(cells) + "\n");
            }
        }
    }
    text
}

/// Single reads beside sockets alone: how much of a time is the machine's.
fn sockets(surfaces: &[OfSurface]) -> String {
    let mut text = String::new();
    for surface in surfaces {
        for work in surface.parts.iter().flat_map(|part| &part.works) {
            for compared in &work.rows {
                // `sockets alone, asyncio` stands beside `lastpass-admin, asyncio`.
                let sockets = client(work, &compared.ours.replacen("lastpass-admin", "sockets alone", 1));
                let Some((sockets, beside)) = sockets.zip(compared.beside.as_ref()) else { continue };
                let wall = |title: &str| {
                    let of = |client: &Turns| ratio(&client.rounds, &sockets.rounds, WALL);
                    client(work, title).map_or(String::new(), |client| format!("{:.2}", of(client)))
                };
                let cells = [
                    compared.ours.replacen("lastpass-admin", &surface.title, 1),
                    format!("{} {}", work.workload.to_uppercase(), work.title),
                    figures(&sockets.rounds),
                    wall(&compared.ours),
                    wall(&beside.rival),
                    compared.target.map_or(String::new(), |target| format!("{target:.2}")),
                ];
                text += &(row(cells) + "\n");
            }
        }
    }
    if text.is_empty() {
        return text;
    }
    let heading =
        ["", "workload", "sockets alone: wall, CPU, peak", "ours", "the peer", "target beside the peer"];
    format!(
        "\n### Single reads by sockets alone\n\nWall times divided by that of sockets alone.\n\n{}{text}",
        head(&heading)
    )
}

/// What lists take that keep nothing.
fn limits(surfaces: &[OfSurface]) -> String {
    let mut text = String::new();
    for surface in surfaces {
        for Limit { name, value, at_most, unit } in surface.parts.iter().flat_map(|part| &part.limits) {
            let cells = [
                format!("{}: {name}", surface.title),
                format!("{value:.1} {unit}"),
                format!("{at_most:.0} {unit}"),
                verdict(value <= at_most).to_owned(),
            ];
            text += &(row(cells) + "\n");
        }
    }
    if text.is_empty() {
        return text;
    }
    format!("\n### Lists that keep nothing\n\n{}{text}", head(&["", "measured", "at most", ""]))
}

/// A row for each surface and size.
fn growth(surfaces: &[OfSurface]) -> String {
    let mut text = String::new();
    for surface in surfaces {
        for point in &surface.growth {
            let cells = [
                surface.title.clone(),
                point.users.to_string(),
                figures(&point.ours.rounds),
                figures(&point.streaming.rounds),
                figures(&point.peer.rounds),
                point.peer.title.clone(),
            ];
            text += &(row(cells) + "\n");
        }
    }
    if text.is_empty() {
        return text;
    }
    let heading = ["", "users", "collected: wall, CPU, peak", "nothing kept", "the peer, collected", "peer"];
    format!("\n### Growing directories\n\nW1, every member read.\n\n{}{text}", head(&heading))
}

/// The figures of the client with this title.
fn cell(work: &Work, title: &str) -> String {
    client(work, title).map_or(String::new(), |client| figures(&client.rounds))
}

fn client<'a>(work: &'a Work, title: &str) -> Option<&'a Turns> {
    work.clients.iter().find(|client| client.title == title)
}

fn figures(rounds: &[Figures]) -> String {
    let [wall, cpu, peak] = [WALL, CPU, PEAK].map(|part| middle(rounds, part));
    format!("{wall:.0} ms, {cpu:.0} ms, {peak:.0} MiB")
}

fn head(cells: &[&str]) -> String {
    let dashes = std::iter::repeat_n("---".to_owned(), cells.len());
    format!("{}\n{}\n", row(cells.iter().map(|cell| (*cell).to_owned())), row(dashes))
}
