// The filters of the view as chips: press the words to turn "is" into "is not", the cross to remove.
import { dimensions } from "./dimensions";
import { filterKey, withOpposite, withoutFilter, type Filter } from "./filters";
import { CloseIcon } from "./icons";
import { rowLabel } from "./row_label";
import { texts } from "./texts";

interface Props {
  filters: readonly Filter[];
  onChange: (filters: Filter[]) => void;
}

export function FilterChips({ filters, onChange }: Props) {
  if (filters.length === 0) return null;
  return (
    <section class="chips" aria-label={texts.filters.heading}>
      <ul>
        {filters.map((filter) => {
          const name = dimensions[filter.dimension].label;
          const operator = texts.filters.operator[filter.operator];
          const values = filter.values
            .map((v) => rowLabel(filter.dimension, v))
            .join(texts.filters.or);
          const whole = `${name} ${operator} ${values}`;
          return (
            <li key={filterKey(filter)} class="chip">
              <button
                type="button"
                class="chip-words"
                title={texts.filters.turn(whole)}
                onClick={() => onChange(withOpposite(filters, filter))}
              >
                {name} <em>{operator}</em> <strong>{values}</strong>
              </button>
              <button
                type="button"
                class="chip-remove"
                aria-label={texts.filters.remove(whole)}
                onClick={() => onChange(withoutFilter(filters, filter))}
              >
                <CloseIcon />
              </button>
            </li>
          );
        })}
      </ul>
      {filters.length > 1 && (
        <button type="button" class="button quiet" onClick={() => onChange([])}>
          {texts.filters.clear}
        </button>
      )}
    </section>
  );
}
