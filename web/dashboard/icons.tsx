// The dashboard's pictures, drawn with the text's colour. All are decoration beside words.
import type { ComponentChildren } from "preact";

function Icon({ children, size = 18 }: { children: ComponentChildren; size?: number }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

// The jar of the brand, half full of honey unless there is nothing to show.
export function JarIcon({ size = 28, empty = false }: { size?: number; empty?: boolean }) {
  return (
    <svg
      class="jar-icon"
      viewBox="0 0 32 32"
      width={size}
      height={size}
      fill="none"
      aria-hidden="true"
      focusable="false"
    >
      {!empty && (
        <path
          class="jar-honey"
          d="M8 15.5c2.6-1.6 5.4-1.6 8 0s5.4 1.6 8 0V24a4 4 0 0 1-4 4h-8a4 4 0 0 1-4-4z"
        />
      )}
      <path
        class="jar-glass"
        d="M11 8.5c0 2-4 2.5-4 6.5v9.5A4.5 4.5 0 0 0 11.5 29h9a4.5 4.5 0 0 0 4.5-4.5V15c0-4-4-4.5-4-6.5"
      />
      <rect class="jar-lid" x="9" y="3" width="14" height="5.5" rx="2" />
    </svg>
  );
}

export const ChevronIcon = () => (
  <Icon size={16}>
    <path d="m6 9 6 6 6-6" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon size={16}>
    <path d="M6 6l12 12M18 6 6 18" />
  </Icon>
);
export const CalendarIcon = () => (
  <Icon>
    <rect x="3" y="5" width="18" height="16" rx="3" />
    <path d="M3 10h18M8 3v4M16 3v4" />
  </Icon>
);
export const ReloadIcon = () => (
  <Icon>
    <path d="M20 11a8 8 0 1 0-.5 4M20 4v7h-7" />
  </Icon>
);
export const LessonIcon = () => (
  <Icon size={15}>
    <path d="M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9c.6.5 1 1.2 1 2.1h5c0-.9.4-1.6 1-2.1A6 6 0 0 0 12 3z" />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z" />
  </Icon>
);
export const HalfIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 3v18a9 9 0 0 0 0-18z" fill="currentColor" />
  </Icon>
);
export const KeyboardIcon = () => (
  <Icon>
    <rect x="2.5" y="6" width="19" height="12" rx="2.5" />
    <path d="M7 10h.01M12 10h.01M17 10h.01M8 14h8" />
  </Icon>
);
export const ExpandIcon = () => (
  <Icon size={15}>
    <path d="M4 14v6h6M20 10V4h-6M4 20l6.5-6.5M20 4l-6.5 6.5" />
  </Icon>
);
export const BackIcon = () => (
  <Icon size={16}>
    <path d="M19 12H5M11 6l-6 6 6 6" />
  </Icon>
);
export const PlugIcon = () => (
  <Icon>
    <path d="M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4" />
  </Icon>
);
