/**
 * One workload, one client, one process: prints what it took as a line of JSON.
 *
 * Run by `cargo xtask bench node`, with the server and the credentials in the environment:
 *
 *     workload.mjs <w1|w2|w3|w4> <client> <every|three>
 *
 * - `w1` lists all users of the Business API, `w4` all users of the Provisioning API: every client reads page by page to
 *   the end, keeps the users as objects, and then reads every member of each, or three of them: the id, the e-mail address
 *   and the status.
 * - `w2` makes 5,000 single reads with 32 in flight, `w3` 2,000 one after another; both read every member.
 *
 * Nothing is sent again after a failure; time limits are those that each client has by itself. Wall and CPU time run
 * from before the client is made until the members are summed; imports are not in them. The sums are how the caller sees
 * that all clients read the same. `sockets` is no client but sockets alone, in `w2` and `w3`: it reads nothing.
 */

const CLIENTS = {
  ours: ['./ours.mjs', 'run'],
  'ours-streaming': ['./ours.mjs', 'streaming'],
  undici: ['./peers/undici.mjs', 'asItComes'],
  'undici-same': ['./peers/undici.mjs', 'theSame'],
  fetch: ['./peers/fetch.mjs', 'theSame'],
  axios: ['./peers/axios.mjs', 'theSame'],
  sockets: ['./sockets.mjs', 'run'],
};

const [workload, client, members] = process.argv.slice(2);
const [module, name] = CLIENTS[client];
const { [name]: run } = await import(module);
const [start, before] = [performance.now(), process.cpuUsage()];
const checksum = await run(workload, members);
const [end, { user, system }] = [performance.now(), process.cpuUsage(before)];
const peak = process.resourceUsage().maxRSS;
const figures = { wall_ms: end - start, cpu_ms: (user + system) / 1e3, peak_mib: peak / 1024, checksum };
console.log(JSON.stringify(figures));
process.exit();
