'use strict';
(() => {
  const data = JSON.parse(document.getElementById('report-data').textContent);
  const tip = document.getElementById('tip');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  // Okabe and Ito's colours, which stay apart for colour-blind people; lines differ in their dashes too.
  const LIGHT = { panel: '#f6f7f9', ink: '#1a1d21', soft: '#5a626b', grid: '#dfe2e6', area: 'rgb(90 98 107 / .22)', lines: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'] };
  const DARK = { panel: '#1c2024', ink: '#e8eaed', soft: '#a3abb4', grid: '#2c3238', area: 'rgb(200 208 216 / .2)', lines: ['#56b4e9', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#f0e442', '#ffffff'] };
  const DASHES = [[], [9, 4], [2, 3], [10, 3, 2, 3], [15, 4], [4, 2, 1, 2], [6, 6]];
  const HEIGHT = 230, SMALL = 130;
  // Pixels that a point of a merged line has.
  const SPARSE = 4;
  document.documentElement.classList.add('scripted');
  let printing = false;
  const figures = [...document.querySelectorAll('figure.chart')];
  const charts = new Map(), zooms = new Map();
  const theme = () => (dark.matches && !printing ? DARK : LIGHT);
  const at = (list, i) => list[i % list.length];
  const most = values => values.reduce((a, v) => (v != null && v > a ? v : a), 0);

  const number = v => {
    if (v == null) return '–';
    if (Number.isInteger(v)) return v.toLocaleString('en');
    const size = Math.abs(v);
    return size >= 1000 ? Math.round(v).toLocaleString('en') : size >= 100 ? v.toFixed(0) : size >= 10 ? v.toFixed(1) : size === 0 ? '0' : v.toFixed(2);
  };
  const two = v => String(v).padStart(2, '0');
  const clock = v => {
    const s = Math.round(v), d = Math.floor(s / 86400), h = Math.floor(s / 3600) % 24, m = Math.floor(s / 60) % 60;
    return (d ? d + 'd ' : '') + two(h) + ':' + two(m) + (s % 60 ? ':' + two(s % 60) : '');
  };

  // With more lines than colours, the colours come again with other dashes.
  const style = i => ({ color: at(theme().lines, i), dash: at(DASHES, i + Math.floor(i / DASHES.length)) });
  const line = (label, values, i, more) => ({ label, values, width: 1.75, ...style(i), ...more });
  const need = trace => ({ label: 'needed', values: trace.need, color: theme().soft, dash: [], width: 0, fill: theme().area, stepped: true });
  // One line for each policy, or for one of them to the scale of all.
  const each = (trace, one, key, more) => ({
    lines: trace.policies.map((policy, i) => line(policy.name, policy[key], i, more)).filter((_, i) => Number.isNaN(one) || i === one),
    greatest: most(trace.policies.map(policy => most(policy[key]))), direct: true });
  const KINDS = {
    load: trace => ({ lines: [line('arrivals/s', trace.load, 0, { stepped: true })] }),
    ready: (trace, one) => { const all = each(trace, one, 'ready', { stepped: true }); return { ...all, lines: [need(trace), ...all.lines] }; },
    queue: (trace, one) => ({ ...each(trace, one, 'queue', { merge: 'greatest' }), stretched: true }),
    p99: (trace, one) => ({ ...each(trace, one, 'p99', { merge: 'greatest' }), stretched: true, mark: [trace.longestWait, 'in time'] }),
    inTime: (trace, one) => ({ ...each(trace, one, 'inTime', { merge: 'share' }), top: 100, mark: [trace.goal, 'goal'],
      least: Math.min(...trace.policies.map(policy => policy.inTime.reduce((a, v) => (v != null && v < a ? v : a), 100))) }),
    lag: (trace, one) => each(trace, one, 'lag', { merge: 'greatest', stepped: true }),
    cost: (trace, one) => each(trace, one, 'cost'),
    rung: (trace, one) => each(trace, one, 'rung', { merge: 'greatest', stepped: true }),
    fleet: (trace, i) => ({
      lines: [need(trace),
        { label: 'requested', values: trace.policies[i].requested, color: at(theme().lines, 1), dash: [3, 3], width: 1.25, stepped: true },
        { label: 'ready', values: trace.policies[i].ready, color: at(theme().lines, 0), dash: [], width: 2, stepped: true }],
      greatest: most(trace.policies.map(policy => Math.max(most(policy.ready), most(policy.requested), most(policy.actions.counts)))), actions: true }),
    waits: (trace, i) => ({
      lines: [['p99', 0, 2], ['p95', 1, 1.5], ['p50', 2, 1.25]].map(([key, j, width]) => line(key, trace.policies[i][key], j, { width, merge: 'greatest' })),
      greatest: most(trace.policies.map(policy => most(policy.p99))), stretched: true, mark: [trace.longestWait, 'in time'] })
  };

  // So many points in a row become one.
  function merged(trace, l, k) {
    if (k === 1) return l.values.slice();
    const values = [];
    for (let first = 0; first < l.values.length; first += k) {
      let sum = 0, weight = 0, greatest = null;
      for (let i = first; i < Math.min(first + k, l.values.length); i++) {
        const v = l.values[i];
        if (v == null) continue;
        greatest = greatest == null ? v : Math.max(greatest, v);
        sum += v * trace.load[i];
        weight += trace.load[i];
      }
      values.push(l.merge === 'share' ? (weight > 0 ? sum / weight : null) : greatest);
    }
    return values;
  }

  function actionsOf(traceIndex, policy) {
    const { times, counts, why, reasons } = data.traces[traceIndex].policies[policy].actions;
    return times.map((t, i) => ({ t, from: counts[i], to: counts[i + 1], why: reasons[why[i]],
      row: () => document.querySelector('#actions-' + traceIndex + '-' + policy + ' tr[data-i="' + i + '"]') }));
  }

  function showTip(action, x, y) {
    const cells = action.row()?.cells;
    tip.textContent = cells
      ? cells[0].textContent + '   ' + cells[1].textContent + '\n' + cells[2].textContent
      : clock(action.t) + '   ' + action.from + ' → ' + action.to + '\n' + action.why;
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
      return { text: l.label, line: l, y: shown[last] == null ? NaN : u.valToPos(shown[last], 'y', true) };
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
    const left = u.bbox.left + u.bbox.width + 6 * pixels;
    for (const l of named) {
      if (l.line.fill) {
        ctx.fillStyle = l.line.fill;
        ctx.fillRect(left, l.y - 3 * pixels, 16 * pixels, 7 * pixels);
      } else {
        ctx.strokeStyle = l.line.color;
        ctx.lineWidth = l.line.width * pixels;
        ctx.setLineDash(l.line.dash.map(d => d * pixels));
        ctx.beginPath();
        ctx.moveTo(left, l.y);
        ctx.lineTo(left + 16 * pixels, l.y);
        ctx.stroke();
        ctx.setLineDash([]);
      }
      ctx.fillStyle = theme().ink;
      ctx.fillText(shortened(l.text), left + 20 * pixels, l.y);
    }
  }
  const shortened = text => {
    const name = text.slice(text.lastIndexOf('/') + 1) || text;
    return name.length > 18 ? name.slice(0, 17) + '…' : name;
  };

  function build(figure) {
    const traceIndex = Number(figure.dataset.trace), policy = Number(figure.dataset.policy);
    const trace = data.traces[traceIndex], kind = KINDS[figure.dataset.kind](trace, policy), plot = figure.querySelector('.plot');
    charts.get(figure)?.u.destroy();
    plot.textContent = '';
    const small = figure.parentElement.classList.contains('small');
    const width = Math.floor(printing ? (small ? 330 : 660) : plot.clientWidth), colors = theme();
    const n = trace.load.length, stepped = kind.lines.some(l => l.stepped);
    const actions = kind.actions ? actionsOf(traceIndex, policy) : [];
    const direct = kind.direct && !small && width >= 480;
    const longest = Math.max(...kind.lines.map(l => shortened(l.label).length));
    const view = zooms.get(traceIndex) ?? { min: 0, max: trace.end };
    const room = (width - (direct ? 190 : 80)) / SPARSE;
    const pointsFor = v => (kind.lines.some(l => l.merge) ? Math.max(1, Math.ceil((v.max - v.min) / trace.bin / room)) : 1);
    const dataFor = k => {
      const step = k * trace.bin, count = Math.ceil(n / k);
      const xs = Array.from({ length: count }, (_, i) => (stepped ? i * step : Math.min(trace.end, (i + .5) * step)));
      const ys = kind.lines.map(l => merged(trace, l, k));
      if (stepped) { xs.push(trace.end); ys.forEach(values => values.push(values[count - 1])); }
      return [xs, ...ys];
    };
    let k = pointsFor(view);
    const mark = kind.mark && kind.mark[0] != null ? kind.mark : null;
    const greatest = Math.max(mark && !kind.top ? mark[0] * 1.2 : 0, kind.greatest ?? 0, ...kind.lines.map(l => most(l.values)));
    const top = kind.top ?? (greatest > 0 ? greatest * (actions.length ? 1.2 : 1.06) : 1);
    // Small charts stand beside others of the same scale; a large one shows as little below its lines as it can.
    const below = least => (kind.top ? Math.max(0, Math.floor(Math.min(least, mark ? mark[0] - 4 : 100) / 10) * 10) : 0);
    const vertical = kind.top && !small ? (u, least) => [below(least ?? 100), top] : [below(kind.least), top];
    const axis = { stroke: colors.soft, grid: { stroke: colors.grid, width: 1 }, ticks: { stroke: colors.grid, width: 1 }, font: '11px system-ui, sans-serif' };
    let crowded = false;
    const draw = u => {
      const ctx = u.ctx, pixels = uPlot.pxRatio;
      ctx.save();
      if (mark) {
        const y = u.valToPos(mark[0], 'y', true);
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
        ctx.strokeStyle = colors.panel;
        ctx.lineWidth = 3 * pixels;
        ctx.lineJoin = 'round';
        const place = [mark[1], u.bbox.left + 4 * pixels, y + (kind.top ? 2 : -2) * pixels];
        ctx.strokeText(...place);
        ctx.fillText(...place);
      }
      if (direct) directLabels(u, kind.lines, pixels);
      ctx.fillStyle = colors.ink;
      const shown = actions.filter(action => action.t >= u.scales.x.min && action.t <= u.scales.x.max);
      crowded = shown.length * 7 > u.bbox.width / pixels;
      if (crowded) {
        ctx.font = 9 * pixels + 'px system-ui, sans-serif';
        ctx.textAlign = 'right';
        ctx.textBaseline = 'middle';
        ctx.fillText('▲', u.bbox.left - 3 * pixels, u.bbox.top + 4 * pixels);
        ctx.fillText('▼', u.bbox.left - 3 * pixels, u.bbox.top + 14 * pixels);
        ctx.globalAlpha = Math.max(.15, Math.min(.7, 1.5 * u.bbox.width / pixels / shown.length));
      }
      for (const action of shown) {
        const x = u.valToPos(action.t, 'x', true);
        if (crowded) {
          ctx.fillRect(x, u.bbox.top + (action.to >= action.from ? 0 : 10) * pixels, pixels, 8 * pixels);
          continue;
        }
        const y = u.valToPos(action.to, 'y', true), s = 3.5 * pixels, way = action.to >= action.from ? 1 : -1;
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
      const { left, top: height } = u.cursor, ticks = crowded && height < 20;
      let nearest = null, distance = 144;
      for (const action of actions) {
        if (ticks && (action.to >= action.from) !== height < 9) continue;
        const dx = u.valToPos(action.t, 'x') - left, dy = ticks ? 0 : u.valToPos(action.to, 'y') - height, d = dx * dx + dy * dy;
        if (d < distance) { distance = d; nearest = action; }
      }
      if (nearest) {
        const over = u.over.getBoundingClientRect();
        showTip(nearest, over.left + left, over.top + height);
      } else tip.hidden = true;
    };
    const u = new uPlot({
      width, height: small ? SMALL : HEIGHT, padding: [10, direct ? Math.min(145, 34 + longest * 6.4) : 30, 0, 0],
      cursor: { sync: { key: 'trace' + traceIndex, scales: ['x', null] }, y: false, points: { size: 5 } },
      scales: { x: { time: false, range: (u, min, max) => [min == null || min <= u.data[0][0] ? 0 : min, max == null || max >= u.data[0].at(-1) ? trace.end : max] }, y: { distr: kind.stretched ? 4 : 1, asinh: 1, range: vertical } },
      axes: [{ ...axis, size: 34, space: 70, incrs: [60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800], values: (_, splits) => splits.map(clock) },
        { ...axis, size: 52, space: small ? 24 : 34, ...(kind.stretched ? { splits: () => (small ? [0, 10, 1000, 100000] : [0, 1, 10, 100, 1000, 10000, 100000]).filter(v => v <= top), filter: (_, splits) => splits } : {}), values: (_, splits) => splits.map(v => v == null ? '' : Number(v.toPrecision(6)).toLocaleString('en')) }],
      series: [{ label: 'time', value: (_, v) => (v == null ? '–' : clock(v)) }, ...kind.lines.map(l => ({
        label: l.label, stroke: l.color, width: l.width, dash: l.dash, fill: l.fill, points: { show: false }, spanGaps: false,
        paths: l.stepped ? uPlot.paths.stepped({ align: 1 }) : undefined, value: (_, v) => number(v) }))],
      legend: { show: !small, markers: { width: 0, stroke: null, fill: null } },
      hooks: { draw: [draw], setCursor: [move], setScale: [(self, key) => key === 'x' && zoom(self, traceIndex)] }
    }, dataFor(k), plot);
    if (zooms.has(traceIndex)) u.setScale('x', view);
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
    u.over.addEventListener('mouseenter', () => { pointed = u; });
    u.over.addEventListener('mouseleave', () => { tip.hidden = true; });
    // Brings the points to the zoom.
    const fit = v => {
      const wanted = pointsFor(v);
      if (wanted === k) return;
      k = wanted;
      u.setData(dataFor(k), false);
      u.setScale('x', v);
    };
    let current = -1;
    plot.onkeydown = event => {
      const { min, max } = u.scales.x, way = { ArrowRight: 1, ArrowLeft: -1 }[event.key], zoomed = { '+': .5, '-': 2, '−': 2 }[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') { tip.hidden = true; return; }
      if (event.key === '0') u.setScale('x', { min: 0, max: trace.end });
      else if (zoomed) {
        const middle = u.cursor.left >= 0 ? u.posToVal(u.cursor.left, 'x') : (min + max) / 2, half = Math.max(2 * trace.bin, (max - min) * zoomed / 2);
        u.setScale('x', { min: Math.max(0, middle - half), max: Math.min(trace.end, middle + half) });
      } else if (way && actions.length) {
        const inside = i => actions[i] && actions[i].t >= min && actions[i].t <= max;
        let next = current + way;
        if (!inside(next)) next = way > 0 ? actions.findIndex((a, i) => i > current && inside(i)) : actions.findLastIndex((a, i) => i < current && inside(i));
        if (next < 0) next = actions.findIndex((_, i) => inside(i));
        if (next >= 0) {
          current = next;
          const over = u.over.getBoundingClientRect(), left = u.valToPos(actions[current].t, 'x');
          pointed = null;
          u.setCursor({ left, top: 0 });
          showTip(actions[current], over.left + left, over.top + u.valToPos(actions[current].to, 'y'));
        }
      } else if (way) {
        const shown = u.cursor.left >= 0 ? u.cursor.idx : way > 0 ? u.valToIdx(min) - 1 : u.valToIdx(max) + 1;
        const next = Math.max(u.valToIdx(min), Math.min(u.valToIdx(max), shown + way));
        u.setCursor({ left: u.valToPos(u.data[0][next], 'x'), top: 0 });
      } else return;
      event.preventDefault();
    };
    plot.onblur = () => { tip.hidden = true; u.setCursor({ left: -10, top: -10 }); };
    plot.setAttribute('aria-label', figure.querySelector('figcaption strong').textContent + '. ' + kind.lines.map(l => (kind.top
      ? l.label + ' at least ' + number(l.values.reduce((a, v) => (v != null && v < a ? v : a), 100))
      : l.label + ' at most ' + number(most(l.values)))).join(', '));
    charts.set(figure, { u, fit });
  }

  let pointed = null, zooming = false;
  function zoom(source, traceIndex) {
    if (zooming) return;
    zooming = true;
    const { min, max } = source.scales.x, all = min <= 0 && max >= data.traces[traceIndex].end;
    if (all) zooms.delete(traceIndex); else zooms.set(traceIndex, { min, max });
    for (const [figure, { u }] of charts) {
      if (u !== source && Number(figure.dataset.trace) === traceIndex) u.setScale('x', { min, max });
    }
    zooming = false;
    requestAnimationFrame(() => {
      zooming = true;
      for (const [figure, { fit }] of charts) {
        if (Number(figure.dataset.trace) === traceIndex) fit({ min, max });
      }
      zooming = false;
    });
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
