// The one style sheet of the platform's pages: tokens of the design (ux §2), light and dark, 320 px to paper.

export const STYLE = `
:root { color-scheme: light dark;
  --bg:#EEF2F7; --surface:#FFFFFF; --raised:#F6F8FB; --line:#D3DBE6; --lineStrong:#7E8CA1; --text:#101B2D; --text2:#43526A; --text3:#556277;
  --primary:#0B4FC2; --onPrimary:#FFFFFF; --selected:#DCE8FC; --done:#17693A; --doneTint:#E2F3E8; --over:#B3122D; --overTint:#FCE6E9;
  --hatchA:#C3EBE5; --hatchB:#AFE0D9; --mode:#003F3A }
@media (prefers-color-scheme: dark) { :root {
  --bg:#0D131C; --surface:#161F2B; --raised:#1C2735; --line:#2D3A4C; --lineStrong:#6F8199; --text:#E8EEF6; --text2:#B2BFD0; --text3:#94A3B8;
  --primary:#86B4FF; --onPrimary:#06204C; --selected:#21385C; --done:#74D69A; --doneTint:#16341F; --over:#FF8A98; --overTint:#471B24;
  --hatchA:#A9DDD5; --hatchB:#97D0C8 } }
* { box-sizing: border-box }
html { background: var(--bg); color: var(--text); font: 14px/20px 'Golos Text', system-ui, sans-serif; font-variant-numeric: tabular-nums }
body { margin: 0; padding: 32px 16px 24px; min-width: 288px }
.bar { position: fixed; inset: 0 0 auto; z-index: 1; height: 32px; padding: 0 12px; display: flex; align-items: center; gap: 8px; overflow: hidden;
  color: var(--mode); background: repeating-linear-gradient(135deg, var(--hatchA) 0 8px, var(--hatchB) 8px 16px); white-space: nowrap; font-size: 13px }
.bar strong { background: var(--mode); color: #FFFFFF; border-radius: 4px; padding: 1px 8px; font-weight: 600 }
.bar span { overflow: hidden; text-overflow: ellipsis }
main { max-width: 720px; margin: 0 auto; padding-top: 44px }
h1 { font-size: 24px; line-height: 30px; font-weight: 600; margin: 0 0 2px }
h2 { font-size: 16px; line-height: 22px; font-weight: 600; margin: 20px 0 8px }
p { margin: 0 0 12px; color: var(--text2) }
a { color: var(--primary) }
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 6px; overflow: hidden }
.pad { padding: 14px 16px }
:focus-visible { outline: 2px solid var(--primary); outline-offset: 2px }
.who { display: grid; grid-template-columns: 22px minmax(190px, 252px) 1fr auto; gap: 4px 12px; align-items: center; width: 100%; min-height: 48px; padding: 6px 14px;
  font: inherit; color: inherit; text-align: left; background: none; border: 0; border-bottom: 1px solid var(--line); border-left: 3px solid transparent; cursor: pointer }
.who:last-child { border-bottom: 0 }
.who:hover { background: var(--raised) }
.who:focus { background: var(--selected); border-left-color: var(--primary) }
.who:focus-visible { outline-offset: -2px }
.who b { font-weight: 600 }
.who span { color: var(--text2) }
kbd { font: inherit; font-size: 12px; line-height: 16px; text-align: center; color: var(--text2); background: var(--surface); border: 1px solid var(--lineStrong); border-bottom-width: 2px; border-radius: 4px; padding: 0 6px }
.who .enter { visibility: hidden }
.who:focus .enter { visibility: visible }
.under { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 16px; margin: 8px 0 20px; font-size: 12px; line-height: 16px; color: var(--text3) }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 10px 16px }
button.main, button.quiet { font: inherit; min-height: 32px; padding: 5px 16px; border-radius: 4px; cursor: pointer }
button.main { background: var(--primary); color: var(--onPrimary); border: 1px solid var(--primary); font-weight: 500 }
button.quiet { background: var(--surface); color: var(--text); border: 1px solid var(--lineStrong) }
.forms { display: grid; grid-template-columns: 1fr 1fr; gap: 16px }
.forms form { display: flex; flex-direction: column; gap: 10px }
.forms h2 { margin: 0 }
label { display: block; font-size: 12px; line-height: 16px; color: var(--text2) }
input { display: block; width: 100%; min-height: 32px; margin-top: 4px; padding: 4px 10px; font: inherit; color: var(--text); background: var(--surface); border: 1px solid var(--lineStrong); border-radius: 4px }
input:focus { outline: none; border-color: var(--primary); box-shadow: inset 0 0 0 1px var(--primary) }
small { font-size: 12px; line-height: 16px; color: var(--text3) }
.note { border: 1px solid var(--over); border-left-width: 4px; background: var(--overTint); border-radius: 4px; padding: 10px 14px; margin: 12px 0 }
.note b { color: var(--over); font-weight: 600 }
.note p { margin: 2px 0 0; color: var(--text) }
.state { display: inline-block; background: var(--selected); border-radius: 4px; padding: 2px 10px; font-weight: 600; margin: 4px 0 0 }
.state.done { background: var(--doneTint); color: var(--done) }
dl { display: grid; grid-template-columns: minmax(110px, 170px) 1fr; gap: 6px 12px; margin: 12px 0 0 }
dt { color: var(--text3) }
dd { margin: 0; overflow-wrap: anywhere }
.answer { font-size: 16px; line-height: 24px; color: var(--text); margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
ol { list-style: none; margin: 0; padding: 0 }
ol li { padding: 8px 0 8px 16px; border-left: 2px solid var(--line); position: relative }
ol li::before { content: ''; position: absolute; left: -5px; top: 14px; width: 8px; height: 8px; border-radius: 50%; background: var(--lineStrong) }
ol li:last-child::before { background: var(--primary) }
ol time, ol .by { color: var(--text3); font-size: 12px; line-height: 16px }
ol q { display: block; quotes: none; color: var(--text2) }
@media (max-width: 640px) { main { padding-top: 20px } .forms { grid-template-columns: 1fr } .who { grid-template-columns: 22px 1fr } .who span { grid-column: 2 } .who .enter { display: none }
  .bar span { font-size: 12px } dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: 8px } }
@media (forced-colors: active) { .bar, .note, .state { border: 1px solid } }
@media print { :root { --bg:#FFFFFF; --surface:#FFFFFF; --text:#000000; --text2:#000000; --text3:#333333 } body { padding: 0 } .bar { position: static; background: none; border-bottom: 1px solid } .bar strong { color: inherit; background: none; padding: 0 } form, .noprint { display: none } main { padding-top: 8px; max-width: none } }
`
