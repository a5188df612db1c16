// The first thing after the one-time link: a password of one's own.
import { useState } from "preact/hooks";
import { FormPage } from "./form_page";
import { asFailure } from "./loading";
import { post } from "./server";
import { texts } from "./texts";

const lengthMin = 10;

export function ChoosePassword({ email, onDone }: { email: string; onDone: () => void }) {
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    if ([...password].length < lengthMin) return setProblem(texts.signIn.tooShort);
    try {
      await post("/api/me/password", { password });
      onDone();
    } catch (error) {
      setProblem(asFailure(error).message);
    }
  };
  return (
    <FormPage heading={texts.signIn.firstHeading}>
      <form class="stack" onSubmit={submit} noValidate>
        <p>{texts.signIn.firstWhat(email)}</p>
        <input type="email" name="email" autocomplete="username" value={email} readOnly hidden />
        <label class="field">
          <span>{texts.signIn.password}</span>
          <input
            type="password"
            name="password"
            required
            minLength={lengthMin}
            maxLength={1024}
            autocomplete="new-password"
            aria-describedby="password-hint"
            value={password}
            onInput={(e) => setPassword(e.currentTarget.value)}
          />
        </label>
        <p class="hint" id="password-hint">
          {texts.signIn.firstHint}
        </p>
        {problem && (
          <p class="form-failure" role="alert">
            {problem}
          </p>
        )}
        <button class="button primary" type="submit">
          {texts.signIn.firstSubmit}
        </button>
      </form>
    </FormPage>
  );
}
