// Follows the hub: pages refresh the part of them that shows what has moved. Everything works without this file, too.
(() => {
    "use strict";
    const CALM_MS = { one: 1500, all: 5000 };
    const last = new WeakMap();

    function refresh(element) {
        const now = Date.now();
        const calm = element.dataset.live === "*" ? CALM_MS.all : CALM_MS.one;
        const wait = calm - (now - (last.get(element) || 0));
        if (wait > 0) {
            if (!element.dataset.due) {
                element.dataset.due = "1";
                setTimeout(() => { delete element.dataset.due; refresh(element); }, wait);
            }
            return;
        }
        last.set(element, now);
        if (element.isConnected) {
            htmx.trigger(element, "moved");
        }
    }

    function moved(keys) {
        document.querySelectorAll("[data-live]").forEach(element => {
            const wanted = element.dataset.live;
            if (wanted === "*" || keys.includes("*") || keys.includes(wanted)) {
                refresh(element);
            }
        });
    }

    let source = null;
    function follow() {
        const follower = document.getElementById("following");
        const wanted = document.visibilityState === "visible" && document.querySelector("[data-live]");
        if (wanted && !source) {
            source = new EventSource("/console/live");
            source.addEventListener("moved", event => moved(event.data.split("\n")));
            source.onopen = () => {
                if (follower) follower.hidden = false;
                // What moved between the page and its listening, or while nobody answered.
                moved(["*"]);
            };
            source.onerror = () => { if (follower) follower.hidden = true; };
        } else if (!wanted && source) {
            source.close();
            source = null;
        }
    }
    document.addEventListener("visibilitychange", () => {
        follow();
        if (source) moved(["*"]);
    });
    window.addEventListener("pagehide", () => { if (source) { source.close(); source = null; } });

    // What is open, focused or scrolled stays so when a part of the page is replaced.
    let kept = null;
    document.addEventListener("htmx:beforeSwap", event => {
        if (event.detail.target.id !== "live") return;
        const scroll = document.getElementById("picture-scroll");
        kept = {
            open: [...document.querySelectorAll("#live details[open]")].map(each => each.id),
            filled: [...document.querySelectorAll("#live details[open] > div")].map(each => [each.parentElement.id, each.innerHTML]),
            left: scroll ? scroll.scrollLeft : 0,
            focus: document.activeElement && document.activeElement.closest("#live")
                ? document.activeElement.getAttribute("href") : null
        };
    });
    document.addEventListener("htmx:afterSwap", () => {
        if (!kept) return;
        const { open, filled, left, focus } = kept;
        kept = null;
        filled.forEach(([id, html]) => {
            const details = document.getElementById(id);
            if (details) details.querySelector("div").innerHTML = html;
        });
        open.forEach(id => { const details = document.getElementById(id); if (details) details.open = true; });
        const scroll = document.getElementById("picture-scroll");
        if (scroll) scroll.scrollLeft = left;
        if (focus) {
            const link = [...document.querySelectorAll("#live a")].find(each => each.getAttribute("href") === focus);
            if (link) link.focus({ preventScroll: true });
        }
    });

    // "12 s ago" grows old by itself, by the hub's clock.
    const ahead = Date.now() - Date.parse(document.querySelector("meta[name=now]").content);
    function ago(milliseconds) {
        const seconds = Math.round(Math.abs(milliseconds) / 1000);
        const length = seconds < 90 ? seconds + " s"
            : seconds < 5400 ? Math.round(seconds / 60) + " min"
            : seconds < 129600 ? Math.floor(seconds / 3600) + " h" + (seconds < 36000 && Math.floor(seconds % 3600 / 60)
                ? " " + Math.floor(seconds % 3600 / 60) + " min" : "")
            : Math.round(seconds / 86400) + " days";
        return milliseconds < 0 ? "in " + length : seconds < 2 ? "just now" : length + " ago";
    }
    setInterval(() => document.querySelectorAll("time[data-ago]").forEach(time => {
        time.textContent = ago(Date.now() - ahead - Date.parse(time.dateTime));
    }), 5000);

    document.addEventListener("keydown", event => {
        const typing = event.target.closest("input, textarea, select, [contenteditable]");
        if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
            const find = document.getElementById("q");
            if (find) { event.preventDefault(); find.focus(); find.select(); }
        } else if (event.key === "Escape" && typing) {
            event.target.blur();
        }
    });

    // A row is a link wherever it is clicked, except where it holds links of its own.
    document.addEventListener("click", event => {
        const row = event.target.closest("table.list tbody tr");
        if (row && !event.target.closest("a, button") && !String(window.getSelection())) {
            row.querySelector("a.whole").click();
        }
    });

    follow();
})();
