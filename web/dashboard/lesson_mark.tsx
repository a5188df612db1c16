// What people taught us: the mark on a page's row, and the way to all lessons of the site.
import { useState } from "preact/hooks";
import type { Lesson } from "./answers";
import { Dialog } from "./dialog";
import { moment } from "./formats";
import { LessonIcon } from "./icons";
import { texts } from "./texts";

interface Props {
  lessons: readonly Lesson[];
}

export function LessonMark({ path, lessons }: Props & { path: string }) {
  const [open, setOpen] = useState(false);
  const here = lessons.filter((lesson) => lesson.path === path);
  if (here.length === 0) return null;
  const label = texts.lessons.open(here.length, path);
  return (
    <>
      <button
        type="button"
        class="lesson-mark"
        aria-label={label}
        title={label}
        onClick={() => setOpen(true)}
      >
        <LessonIcon />
        {here.length}
      </button>
      {open && (
        <Dialog heading={texts.lessons.on(path)} onClose={() => setOpen(false)}>
          <Sentences lessons={here} />
        </Dialog>
      )}
    </>
  );
}

export function AllLessons({ lessons }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="button quiet" onClick={() => setOpen(true)}>
        <LessonIcon />
        {texts.lessons.all(lessons.length)}
      </button>
      {open && (
        <Dialog heading={texts.lessons.allHeading} onClose={() => setOpen(false)}>
          <Sentences lessons={lessons} withPath />
        </Dialog>
      )}
    </>
  );
}

function Sentences({ lessons, withPath }: Props & { withPath?: boolean }) {
  return (
    <ul class="lessons">
      {lessons.map((lesson) => (
        <li key={lesson.id}>
          <blockquote>{lesson.sentence}</blockquote>
          <p class="hint">
            {withPath && (
              <>
                <strong>{lesson.path}</strong> ·{" "}
              </>
            )}
            {texts.lessons.learned(moment(lesson.learned))}
          </p>
        </li>
      ))}
    </ul>
  );
}
