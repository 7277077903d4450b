extension ReferencePage {
    /// Paper and ink: warm neutral ground, one blue that means "you can act here".
    package static let style = """
        :root {
          color-scheme: light dark;
          --canvas: light-dark(#f6f5f2, #0e1013); --surface: light-dark(#fff, #15181d);
          --sunken: light-dark(#efede8, #101317); --line: light-dark(#e5e2db, #262b33);
          --text: light-dark(#181a1f, #e9ebee); --text-2: light-dark(#454952, #b6bcc6);
          --ink: light-dark(#2746c7, #93abff); --good: light-dark(#1b6a3b, #79d6a0);
          --bad: light-dark(#b0241c, #ff9d94); --warn: light-dark(#855000, #f3ba62);
          --ui: "Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
          --mono: ui-monospace, "SF Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
        }
        * { box-sizing: border-box; }
        body { margin: 0; display: grid; grid-template-columns: 18rem minmax(0, 1fr); background: var(--canvas);
          color: var(--text); font: 14px/1.55 var(--ui); }
        nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.5rem 1rem;
          border-right: 1px solid var(--line); font-size: 13px; }
        nav h2 { margin: 1rem 0 .25rem; font-size: 13px; color: var(--text-2); }
        nav ul { list-style: none; margin: 0; padding: 0; }
        nav a { display: block; padding: .2rem 0; text-decoration: none; color: var(--text); }
        nav a:hover, nav a:focus-visible { color: var(--ink); }
        main { padding: 2rem; max-width: 62rem; min-width: 0; }
        h1 { font-size: 1.5rem; margin: 0 0 .5rem; } h2 { font-size: 1.1875rem; margin: 2.5rem 0 .5rem; }
        h3 { font-size: 1rem; margin: 0 0 .5rem; } h4 { font-size: 13px; margin: 1rem 0 .25rem; color: var(--text-2); }
        .lead { color: var(--text-2); font-size: 15.5px; }
        article { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem;
          margin: 1rem 0; scroll-margin-top: 1rem; }
        article:target { border-color: var(--ink); }
        a { color: var(--ink); } code, pre { font-family: var(--mono); font-size: 12.5px; }
        pre { background: var(--sunken); border-radius: 8px; padding: .75rem 1rem; overflow-x: auto; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 13px; }
        th { text-align: left; font-weight: 600; color: var(--text-2); }
        th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        em { font-style: normal; color: var(--warn); }
        b.GET { color: var(--good); } b.POST { color: var(--ink); } b.PUT { color: var(--warn); } b.DELETE { color: var(--bad); }
        b.GET, b.POST, b.PUT, b.DELETE { font-size: 12px; letter-spacing: .02em; }
        .skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 1rem; }
        @media (max-width: 720px) {
          body { display: block; } nav { position: static; height: 30vh; border-right: 0; border-bottom: 1px solid var(--line); }
          main { padding: 1rem; }
          tr { display: grid; grid-template-columns: auto 1fr; border-bottom: 1px solid var(--line); }
          th, td { border-bottom: 0; } td:nth-child(n+3) { grid-column: 1 / -1; padding-top: 0; color: var(--text-2); }
        }
        """
}
