/** Looks of the self-contained page: light and dark, wide and narrow. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--ground:#fff;--raised:#f6f8fa;--line:#d0d7de;--bad:#b42318;--warn:#8a6100;--good:#1a7f37;
--running:#9aa5b1;--teardown:#d4a72c;--jump:#57606a;--early:#b6c2cf;--dormant:#8fb3d9;--probing:#6f8fe0;--claimed:#4aa564;--settled:#2f8f4e}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa5b1;--ground:#0d1117;--raised:#161b22;--line:#30363d;--bad:#ff7b72;--warn:#d9a520;--good:#56d364;
--early:#3d4854;--dormant:#2f5480;--probing:#3f5fb8;--claimed:#2f7d47;--settled:#226b39;--jump:#6e7781;--teardown:#9e7a1a;--running:#57606a}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
header,main{max-width:75rem;margin:0 auto;padding:0 1rem}header{display:flex;gap:1rem;align-items:baseline}h1{font-size:1.2rem}h2{margin:1.5rem 0 .3rem}
h2 small,h4 small,.small{color:var(--soft);font-weight:normal;font-size:.85rem}h4{margin:.8rem 0 .2rem}p{margin:.2rem 0;overflow-wrap:anywhere}
.device{border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.3rem .7rem;background:var(--raised)}
summary{cursor:pointer;display:grid;grid-template-columns:8.5rem 10rem 6rem 9rem 1fr;gap:.6rem;align-items:center}
summary code{font-weight:600}.stops{font:12px/1.5 ui-monospace,monospace;color:var(--soft)}
.verdict{color:var(--bad)}.verdict.unobserved{color:var(--warn)}.verdict.clean{color:var(--good)}
.lane{display:flex;gap:4px;height:1.3rem;min-width:0}.before{display:flex;gap:1px;flex:0 0 10rem;font-size:10px}
.before i{flex:1;overflow:hidden;text-align:center;font-style:normal;color:#fff}.axis{position:relative;flex:1;min-width:0;overflow:hidden;border-radius:3px}
.bar{position:absolute;top:0;bottom:0;min-width:2px}.key{display:inline-block;width:.8em;height:.8em;margin:0 .2em 0 .6em;border-radius:2px}.mark{position:absolute;top:-1px;transform:translateX(-50%);color:var(--bad);text-decoration:none;font-weight:700;text-shadow:0 0 3px var(--ground),0 0 3px var(--ground)}
.running{background:var(--running)}.teardown{background:var(--teardown)}.jump{background:var(--jump)}.early{background:var(--early)}.dormant{background:var(--dormant)}
.probing{background:var(--probing)}.claimed{background:var(--claimed)}.settled{background:var(--settled)}
.log{font:12px/1.45 ui-monospace,monospace;overflow-x:auto;background:var(--ground);border:1px solid var(--line);border-radius:4px;padding:.4rem .4rem .4rem 4.5rem;margin:.4rem 0;white-space:pre}
.log li::marker{color:var(--soft)}.evidence{color:var(--bad);font-weight:600}.evidence:target{outline:2px solid var(--bad)}
.wide{overflow-x:auto}table{border-collapse:collapse}td,th{text-align:left;padding:.2rem .7rem;border-bottom:1px solid var(--line)}
@media(max-width:60rem){summary{grid-template-columns:8.5rem 1fr}.lane{grid-column:1/-1}}
`;
