// Leaving: close the jar on this computer, or empty it. Emptying asks once more and then tells how far
// it is, until no byte is left.
import { useEffect, useState } from "preact/hooks";
import { Failed, useActing } from "./act";
import { t } from "./catalogue";
import { closeJar, emptyJar, readErasure } from "./jar_server";

const kAskEveryMs = 400;

export function Leaving({ onClosed, onEmptied }: { onClosed: () => void; onEmptied: (receipt: string) => void }) {
  const { busy, error, act } = useActing();
  const [sure, setSure] = useState(false);
  return (
    <>
      <p class="jar-act">
        <button type="button" class="button" disabled={busy} onClick={() => act(async () => { await closeJar(); onClosed(); })}>
          {t("close_jar")}
        </button>
        <span class="hint">{t("close_jar_gets")}</span>
      </p>
      {sure ? (
        <div class="jar-sure" role="group" aria-labelledby="sure">
          <p id="sure">{t("empty_sure")}</p>
          <button type="button" class="button primary" disabled={busy}
            onClick={() => act(async () => onEmptied((await emptyJar()).receipt))}>
            {t("empty_yes")}
          </button>
          <button type="button" class="button" onClick={() => setSure(false)}>
            {t("cancel")}
          </button>
        </div>
      ) : (
        <p class="jar-act">
          <button type="button" class="button" onClick={() => setSure(true)}>
            {t("empty_jar")}
          </button>
          <span class="hint">{t("empty_jar_gets")}</span>
        </p>
      )}
      <Failed error={error} />
    </>
  );
}

export function Emptying({ receipt }: { receipt: string }) {
  const [rows, setRows] = useState<number | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      readErasure(receipt).then((erasure) => {
        if (erasure.state !== "complete") return;
        setRows(erasure.rows);
        clearInterval(timer);
      }, () => {});
    }, kAskEveryMs);
    return () => clearInterval(timer);
  }, [receipt]);
  return (
    <p role="status" class="jar-note">
      {rows === null ? t("emptied") : t("erased", { rows })}
    </p>
  );
}
