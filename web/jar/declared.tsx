// What the site says it leaves in browsers, and when that was last found true by an audit.
import { useEffect, useState } from "preact/hooks";
import { dateTime, t } from "./catalogue";
import { readDeclared, type Declared } from "./jar_server";

export function DeclaredCookies() {
  const [answer, setAnswer] = useState<Declared | null>(null);
  useEffect(() => {
    readDeclared().then(setAnswer, () => {});
  }, []);
  if (!answer || answer.declared.length === 0) return null;
  return (
    <section class="card jar-card" aria-labelledby="declared-title">
      <h2 id="declared-title">{t("declared_title")}</h2>
      <p>
        {answer.proven
          ? t("declared_proven", { time: dateTime(answer.proven) })
          : t("declared_not_proven", { time: dateTime(answer.audited ?? "") })}
      </p>
      <table class="jar-pages">
        <thead>
          <tr>
            <th scope="col">{t("declared_name")}</th>
            <th scope="col">{t("declared_why")}</th>
            <th scope="col">{t("declared_how_long")}</th>
          </tr>
        </thead>
        <tbody>
          {answer.declared.map((entry) => (
            <tr key={`${entry.name} ${entry.domain}`}>
              <th scope="row">
                {entry.name} <span class="hint">{entry.controller || entry.platform || entry.domain}</span>
              </th>
              <td>{entry.description || entry.category}</td>
              <td>{entry.retention}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
