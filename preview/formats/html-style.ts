/** Inline, because the file has to open alone. Colours of both schemes have a contrast of at least 4.5. */
export const style = `
:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--paper:#fff;--box:#f6f8fa;--line:#d1d9e0;--red:#b42318;--redbg:#ffebe9;--green:#116329;--greenbg:#dafbe1;--amber:#7d4e00;--amberbg:#fff8c5;--blue:#0550ae;--bluebg:#ddf4ff}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9198a1;--paper:#0d1117;--box:#161b22;--line:#30363d;--red:#ff9a92;--redbg:#3d1a1d;--green:#7ee787;--greenbg:#12331c;--amber:#f2cc60;--amberbg:#352a0b;--blue:#79c0ff;--bluebg:#0c2a4d}}
*{box-sizing:border-box}
body{margin:0;font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--ink);background:var(--paper)}
header,main,footer{max-width:1080px;margin:0 auto;padding:0 20px}
header{padding-top:24px}
h1{font-size:21px;line-height:1.35;margin:0;padding:14px 16px;border-radius:8px;border:1px solid var(--line);background:var(--box);overflow-wrap:anywhere}
.failed h1,.refused h1,.dangerous h1{background:var(--redbg);color:var(--red);border-color:var(--red)}
.look h1{background:var(--amberbg);color:var(--amber);border-color:var(--amber)}
.changes h1,.nothing h1{background:var(--greenbg);color:var(--green);border-color:var(--green)}
header p,.small{color:var(--soft);font-size:13px}
.label{border-left:4px solid var(--blue);padding:6px 12px;background:var(--bluebg);color:var(--blue)}
h2{font-size:17px;margin:28px 0 8px;padding-bottom:4px;border-bottom:1px solid var(--line)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:6px 10px;border-bottom:1px solid var(--line);overflow-wrap:break-word}
td{min-width:8em}
th{color:var(--soft);font-weight:600;white-space:nowrap}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
code,pre{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{background:var(--box);padding:1px 4px;border-radius:4px;overflow-wrap:anywhere}
td code{overflow-wrap:break-word}
pre{background:var(--box);border:1px solid var(--line);border-radius:6px;padding:10px 12px;margin:6px 0 10px;overflow-x:auto}
pre.error{border-color:var(--red);color:var(--red);background:var(--redbg);white-space:pre-wrap;overflow-wrap:anywhere}
.gone{color:var(--red);background:var(--redbg);display:inline-block;min-width:100%}
.come{color:var(--green);background:var(--greenbg);display:inline-block;min-width:100%}
details,.fold{margin:4px 0}
summary{cursor:pointer;padding:3px 0}
.fold{padding:3px 0 3px 16px}
.action{display:inline-block;min-width:62px;text-align:center;font-size:12px;border-radius:10px;padding:0 8px;border:1px solid var(--line);color:var(--soft)}
.action.delete{color:var(--red);background:var(--redbg);border-color:var(--red)}
.action.replace,.action.update{color:var(--amber);background:var(--amberbg);border-color:var(--amber)}
.action.create{color:var(--green);background:var(--greenbg);border-color:var(--green)}
.action.import{color:var(--blue);background:var(--bluebg);border-color:var(--blue)}
b.blue{color:var(--blue)}b.green{color:var(--green)}
#picture{overflow-x:auto}
svg text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:var(--ink)}
svg .kind{fill:var(--soft);font-size:11px}
svg .edge{fill:none;stroke:var(--soft);stroke-width:1.3}
svg .edge.parent{stroke-dasharray:3 3}
svg rect{fill:var(--box);stroke:var(--line)}
svg .delete rect{fill:var(--redbg);stroke:var(--red)}
svg .replace rect,svg .update rect{fill:var(--amberbg);stroke:var(--amber)}
svg .create rect{fill:var(--greenbg);stroke:var(--green)}
svg .import rect{fill:var(--bluebg);stroke:var(--blue)}
footer{padding-bottom:40px;margin-top:28px;border-top:1px solid var(--line)}
`.replaceAll("\n", "");
