// The mark on a page's row that people taught us something there; it opens the sentences.
import { useState } from "preact/hooks";
import type { Lesson } from "./answers";
import { Dialog } from "./dialog";
import { moment } from "./formats";
import { LessonIcon } from "./icons";
import { texts } from "./texts";

export function LessonMark({ path, lessons }: { path: string; lessons: readonly Lesson[] }) {
  const [open, setOpen] = useState(false);
  const here = lessons.filter((lesson) => lesson.path === path);
  if (here.length === 0) return null;
  const label = texts.lessons.open(here.length, path);
  return (
    <>
      <button type="button" class="lesson-mark" aria-label={label} title={label} onClick={() => setOpen(true)}>
        <LessonIcon />{here.length}
      </button>
      {open && (
        <Dialog heading={texts.lessons.on(path)} onClose={() => setOpen(false)}>
          <ul class="lessons">
            {here.map((lesson) => (
              <li key={lesson.id}>
                <blockquote>{lesson.sentence}</blockquote>
                <p class="hint">{texts.lessons.learned(moment(lesson.learned))}</p>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  );
}
