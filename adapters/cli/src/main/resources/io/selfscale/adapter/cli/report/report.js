'use strict';
(() => {
  const data = JSON.parse(document.getElementById('report-data').textContent);
  const tip = document.getElementById('tip');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  // Okabe and Ito's colours, which stay apart for colour-blind people; lines differ in their dashes too.
  const LIGHT = { ink: '#1a1d21', soft: '#5a626b', grid: '#dfe2e6', area: 'rgb(90 98 107 / .22)', lines: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'] };
  const DARK = { ink: '#e8eaed', soft: '#a3abb4', grid: '#2c3238', area: 'rgb(200 208 216 / .2)', lines: ['#56b4e9', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#f0e442', '#ffffff'] };
  const DASHES = [[], [9, 4], [2, 3], [10, 3, 2, 3], [15, 4], [4, 2, 1, 2], [6, 6]];
  const HEIGHT = 230;
  let printing = false;
  const figures = [...document.querySelectorAll('figure.chart')];
  const charts = new Map();
  const theme = () => (dark.matches && !printing ? DARK : LIGHT);
  const at = (list, i) => list[i % list.length];

  const number = v => {
    if (v == null) return '–';
    const size = Math.abs(v);
    return size >= 1000 ? Math.round(v).toLocaleString('en') : size >= 100 ? v.toFixed(0) : size >= 10 ? v.toFixed(1) : size === 0 ? '0' : v.toFixed(2);
  };
  const two = v => String(v).padStart(2, '0');
  const clock = v => {
    const s = Math.round(v), d = Math.floor(s / 86400), h = Math.floor(s / 3600) % 24, m = Math.floor(s / 60) % 60;
    return (d ? d + 'd ' : '') + two(h) + ':' + two(m) + (s % 60 ? ':' + two(s % 60) : '');
  };

  const line = (label, values, i, more) => ({ label, values, color: at(theme().lines, i), dash: at(DASHES, i), width: 1.75, ...more });
  const each = (trace, key, more) => trace.policies.map((policy, i) => line(policy.name, policy[key], i, more));
  const need = trace => ({ label: 'needed', values: trace.need, color: theme().soft, dash: [], width: 0, fill: theme().area, stepped: true });
  const KINDS = {
    load: trace => ({ lines: [line('arrivals/s', trace.load, 0, { stepped: true })] }),
    ready: trace => ({ lines: [need(trace), ...each(trace, 'ready', { stepped: true })], direct: true }),
    queue: trace => ({ lines: each(trace, 'queue'), direct: true }),
    p99: trace => ({ lines: each(trace, 'p99'), direct: true, stretched: true, mark: [trace.longestWait, 'in time'] }),
    inTime: trace => ({ lines: each(trace, 'inTime'), direct: true, top: 100, mark: [trace.goal, 'goal'] }),
    lag: trace => ({ lines: each(trace, 'lag', { stepped: true }), direct: true }),
    cost: trace => ({ lines: each(trace, 'cost'), direct: true }),
    rung: trace => ({ lines: each(trace, 'rung', { stepped: true }), direct: true }),
    fleet: (trace, i) => ({
      lines: [need(trace),
        { label: 'requested', values: trace.policies[i].requested, color: at(theme().lines, 1), dash: [3, 3], width: 1.25, stepped: true },
        { label: 'ready', values: trace.policies[i].ready, color: at(theme().lines, 0), dash: [], width: 2, stepped: true }],
      actions: true }),
    waits: (trace, i) => ({
      lines: [['p50', 2, 1.25], ['p95', 1, 1.5], ['p99', 0, 2]].map(([key, j, width]) => line(key, trace.policies[i][key], j, { width })),
      stretched: true, mark: [trace.longestWait, 'in time'] })
  };

  function actionsOf(trace, policy) {
    return [...document.querySelectorAll('#actions-' + trace + '-' + policy + ' tbody tr')].map(row => ({
      t: Number(row.dataset.t), from: Number(row.dataset.from), to: Number(row.dataset.to), row }));
  }

  function showTip(action, x, y) {
    const cells = action.row.cells;
    tip.textContent = cells[0].textContent + '   ' + cells[1].textContent + '\n' + cells[2].textContent;
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(8, Math.min(x + 14, innerWidth - box.width - 8)) + 'px';
    tip.style.top = Math.max(8, y + 14 + box.height > innerHeight ? y - box.height - 14 : y + 14) + 'px';
  }

  // Names at the ends of the lines, moved apart where they would overlap.
  function directLabels(u, lines, pixels) {
    const named = lines.map((l, i) => {
      const shown = u.data[i + 1];
      let last = Math.min(shown.length - 1, u.valToIdx(u.scales.x.max));
      while (last > 0 && shown[last] == null) last--;
      return { text: l.label, color: l.color, y: shown[last] == null ? NaN : u.valToPos(shown[last], 'y', true) };
    }).filter(l => Number.isFinite(l.y)).sort((a, b) => a.y - b.y);
    const step = 12 * pixels, bottom = u.bbox.top + u.bbox.height;
    named.forEach((l, i) => { l.y = Math.max(l.y, u.bbox.top + 5 * pixels, i ? named[i - 1].y + step : 0); });
    for (let i = named.length - 1; i >= 0; i--) {
      named[i].y = Math.min(named[i].y, bottom - 4 * pixels, i + 1 < named.length ? named[i + 1].y - step : Infinity);
    }
    const ctx = u.ctx;
    ctx.font = 11 * pixels + 'px system-ui, sans-serif';
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    for (const l of named) {
      ctx.fillStyle = l.color;
      ctx.fillText(shortened(l.text), u.bbox.left + u.bbox.width + 6 * pixels, l.y);
    }
  }
  const shortened = text => (text.length > 18 ? text.slice(0, 17) + '…' : text);

  function build(figure) {
    const traceIndex = Number(figure.dataset.trace), policy = Number(figure.dataset.policy);
    const trace = data.traces[traceIndex], kind = KINDS[figure.dataset.kind](trace, policy), plot = figure.querySelector('.plot');
    charts.get(figure)?.destroy();
    plot.textContent = '';
    const width = Math.floor(printing ? 660 : plot.clientWidth), colors = theme();
    const stepped = kind.lines.some(l => l.stepped);
    const n = trace.load.length;
    const xs = Array.from({ length: n }, (_, i) => stepped ? i * trace.bin : Math.min(trace.end, (i + .5) * trace.bin));
    const ys = kind.lines.map(l => l.values.slice());
    if (stepped) { xs.push(trace.end); ys.forEach(values => values.push(values[n - 1])); }
    const actions = kind.actions ? actionsOf(traceIndex, policy) : [];
    const direct = kind.direct && width >= 480;
    const longest = Math.max(...kind.lines.map(l => shortened(l.label).length));
    const greatest = Math.max(0, kind.mark && !kind.top ? kind.mark[0] * 1.2 : 0, ...ys.map(values => Math.max(0, ...values)), ...actions.map(a => a.to));
    const least = Math.min(kind.mark ? kind.mark[0] - 4 : 0, ...ys.map(values => Math.min(...values.filter(v => v != null))));
    const top = kind.top ?? (greatest > 0 ? greatest * 1.06 : 1);
    const bottom = kind.top ? Math.max(0, Math.floor(least / 10) * 10) : 0;
    const axis = { stroke: colors.soft, grid: { stroke: colors.grid, width: 1 }, ticks: { stroke: colors.grid, width: 1 }, font: '11px system-ui, sans-serif' };
    const draw = u => {
      const ctx = u.ctx, pixels = uPlot.pxRatio;
      ctx.save();
      if (kind.mark) {
        const y = u.valToPos(kind.mark[0], 'y', true);
        ctx.strokeStyle = colors.ink;
        ctx.setLineDash([2 * pixels, 2 * pixels]);
        ctx.lineWidth = pixels;
        ctx.beginPath();
        ctx.moveTo(u.bbox.left, y);
        ctx.lineTo(u.bbox.left + u.bbox.width, y);
        ctx.stroke();
        ctx.setLineDash([]);
        ctx.fillStyle = colors.ink;
        ctx.font = 10 * pixels + 'px system-ui, sans-serif';
        ctx.textAlign = 'left';
        ctx.textBaseline = kind.top ? 'top' : 'bottom';
        ctx.fillText(kind.mark[1], u.bbox.left + 4 * pixels, y + (kind.top ? 2 : -2) * pixels);
      }
      if (direct) directLabels(u, kind.lines, pixels);
      ctx.fillStyle = colors.ink;
      for (const action of actions) {
        if (action.t < u.scales.x.min || action.t > u.scales.x.max) continue;
        const x = u.valToPos(action.t, 'x', true), y = u.valToPos(action.to, 'y', true);
        const s = 3.5 * pixels, way = action.to >= action.from ? 1 : -1;
        ctx.beginPath();
        ctx.moveTo(x, y - way * s);
        ctx.lineTo(x + s, y + way * s);
        ctx.lineTo(x - s, y + way * s);
        ctx.fill();
      }
      ctx.restore();
    };
    const move = u => {
      if (!actions.length || u.cursor.left < 0 || u !== pointed) return;
      let nearest = null, distance = 144;
      for (const action of actions) {
        const dx = u.valToPos(action.t, 'x') - u.cursor.left, dy = u.valToPos(action.to, 'y') - u.cursor.top, d = dx * dx + dy * dy;
        if (d < distance) { distance = d; nearest = action; }
      }
      if (nearest) {
        const over = u.over.getBoundingClientRect();
        showTip(nearest, over.left + u.cursor.left, over.top + u.cursor.top);
      } else tip.hidden = true;
    };
    const u = new uPlot({
      width, height: HEIGHT, padding: [10, direct ? Math.min(125, 14 + longest * 6.4) : 30, 0, 0],
      cursor: { sync: { key: 'trace' + traceIndex, scales: ['x', null] }, y: false, points: { size: 5 } },
      scales: { x: { time: false, range: (_, min, max) => [min ?? 0, max ?? trace.end] }, y: { distr: kind.stretched ? 4 : 1, asinh: 1, range: [bottom, top] } },
      axes: [{ ...axis, space: 70, incrs: [60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800], values: (_, splits) => splits.map(clock) },
        { ...axis, size: 52, ...(kind.stretched ? { splits: () => [0, 1, 10, 100, 1000, 10000, 100000].filter(v => v <= top), filter: (_, splits) => splits } : {}), values: (_, splits) => splits.map(v => v == null ? '' : Number(v.toPrecision(6)).toLocaleString('en')) }],
      series: [{ label: 'time', value: (_, v) => (v == null ? '–' : clock(v)) }, ...kind.lines.map(l => ({
        label: l.label, stroke: l.color, width: l.width, dash: l.dash, fill: l.fill, points: { show: false }, spanGaps: false,
        paths: l.stepped ? uPlot.paths.stepped({ align: 1 }) : undefined, value: (_, v) => number(v) }))],
      legend: { markers: { width: 0, stroke: null, fill: null } },
      hooks: { draw: [draw], setCursor: [move], setScale: [(self, key) => key === 'x' && zoom(self, traceIndex)] }
    }, [xs, ...ys], plot);
    // The marks of the legend are drawn like the lines.
    u.root.querySelectorAll('.u-series').forEach((row, i) => {
      const marker = row.querySelector('.u-marker');
      if (!marker) return;
      if (i === 0) { marker.style.display = 'none'; return; }
      const l = kind.lines[i - 1];
      const canvas = document.createElement('canvas'), ctx = canvas.getContext('2d');
      canvas.width = 52; canvas.height = 16; canvas.style.width = '26px'; canvas.style.height = '8px';
      ctx.scale(2, 2); ctx.strokeStyle = l.color; ctx.lineWidth = Math.max(1.75, l.width); ctx.setLineDash(l.dash);
      if (l.fill) { ctx.fillStyle = l.fill; ctx.fillRect(0, 0, 26, 8); }
      if (l.width) { ctx.beginPath(); ctx.moveTo(0, 4); ctx.lineTo(26, 4); ctx.stroke(); }
      marker.replaceWith(canvas);
    });
    if (printing) u.root.querySelector('.u-series').style.display = 'none';
    u.over.addEventListener('mouseenter', () => { pointed = u; });
    u.over.addEventListener('mouseleave', () => { tip.hidden = true; });
    if (actions.length) {
      plot.tabIndex = 0;
      plot.setAttribute('role', 'group');
      let current = -1;
      plot.onkeydown = event => {
        const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (event.key === 'Escape') tip.hidden = true;
        if (!way) return;
        event.preventDefault();
        current = Math.max(0, Math.min(actions.length - 1, current + way));
        const over = u.over.getBoundingClientRect();
        showTip(actions[current], over.left + u.valToPos(actions[current].t, 'x'), over.top + u.valToPos(actions[current].to, 'y'));
      };
      plot.onblur = () => { tip.hidden = true; };
    }
    charts.set(figure, u);
  }

  let pointed = null, zooming = false;
  const zooms = new Map();
  function zoom(source, traceIndex) {
    if (zooming) return;
    zooming = true;
    const { min, max } = source.scales.x;
    zooms.set(traceIndex, { min, max });
    for (const [figure, u] of charts) {
      if (u !== source && Number(figure.dataset.trace) === traceIndex) u.setScale('x', { min, max });
    }
    zooming = false;
  }

  // With many traces there are hundreds of charts: each is made when it comes into view.
  const watcher = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (entry.isIntersecting && !charts.has(entry.target)) build(entry.target);
    }
  }, { rootMargin: '600px' });
  figures.forEach(figure => watcher.observe(figure));

  const rebuild = all => figures.forEach(figure => { if (all || charts.has(figure)) build(figure); });
  dark.addEventListener('change', () => rebuild(false));
  let size = 0;
  addEventListener('resize', () => {
    cancelAnimationFrame(size);
    size = requestAnimationFrame(() => { if (!printing) rebuild(false); });
  });
  let opened = [];
  addEventListener('beforeprint', () => {
    printing = true;
    opened = [...document.querySelectorAll('details:not([open])')];
    opened.forEach(details => { details.open = true; });
    rebuild(true);
  });
  addEventListener('afterprint', () => {
    printing = false;
    opened.forEach(details => { details.open = false; });
    rebuild(false);
  });
})();
