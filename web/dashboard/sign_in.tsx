// Signing in: by the one-time link of /sign-in#k=TOKEN, or by e-mail address and password.
import { useEffect, useState } from "preact/hooks";
import type { Me } from "./answers";
import { ChoosePassword } from "./choose_password";
import { FormPage } from "./form_page";
import { asFailure } from "./loading";
import { go, placeAfterSignIn } from "./route";
import { post } from "./server";
import { texts } from "./texts";

// The token leaves the address bar and the history before anything else happens.
function takeToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get("k");
  if (token !== null) history.replaceState(null, "", location.pathname + location.search);
  return token;
}

export function SignIn({ search }: { search: string }) {
  const [token, setToken] = useState(takeToken);
  const [problem, setProblem] = useState("");
  const [me, setMe] = useState<Me | null>(null);
  const enter = (signedIn: Me) =>
    signedIn.must_choose_password ? setMe(signedIn) : go(placeAfterSignIn(search), "replace");

  useEffect(() => {
    document.title = `${texts.signIn.title} · ${texts.product}`;
    if (token === null) return;
    post<Me>("/api/sign-in/link", { token }).then(enter, (error: unknown) => {
      const failure = asFailure(error);
      setToken(null);
      setProblem(
        failure.status === 0 || failure.status >= 500 ? failure.message : texts.signIn.linkFailed,
      );
    });
  }, [token]);

  if (me)
    return (
      <ChoosePassword email={me.email} onDone={() => go(placeAfterSignIn(search), "replace")} />
    );
  if (token !== null)
    return (
      <FormPage heading={texts.signIn.heading}>
        <p role="status">{texts.signIn.opening}</p>
      </FormPage>
    );
  return <PasswordForm problem={problem} onProblem={setProblem} onEnter={enter} />;
}

interface FormProps {
  problem: string;
  onProblem: (problem: string) => void;
  onEnter: (me: Me) => void;
}

function PasswordForm({ problem, onProblem, onEnter }: FormProps) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    onProblem("");
    try {
      onEnter(await post<Me>("/api/sign-in", { email: email.trim(), password }));
    } catch (error) {
      const failure = asFailure(error);
      onProblem(failure.status === 401 ? texts.signIn.wrong : failure.message);
      setBusy(false);
    }
  };
  return (
    <FormPage heading={texts.signIn.heading} thought={texts.signIn.thought}>
      <form class="stack" onSubmit={submit}>
        <label class="field">
          <span>{texts.signIn.email}</span>
          <input
            type="email"
            name="email"
            required
            autocomplete="username"
            maxLength={254}
            value={email}
            onInput={(e) => setEmail(e.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{texts.signIn.password}</span>
          <input
            type="password"
            name="password"
            required
            autocomplete="current-password"
            maxLength={1024}
            value={password}
            onInput={(e) => setPassword(e.currentTarget.value)}
          />
        </label>
        {problem && (
          <p class="form-failure" role="alert">
            {problem}
          </p>
        )}
        <button class="button primary" type="submit" disabled={busy}>
          {texts.signIn.submit}
        </button>
      </form>
    </FormPage>
  );
}
