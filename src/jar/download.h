// Download: everything that is held on a person, as one ZIP file: a README, and each table as JSON
// and as CSV.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/event.h"
#include "sites/directory.h"
#include "storage/personal_data_holder.h"
#include "storage/records/jars.h"

namespace glassjar::jar {

// "pages": every event row with every column that is stored of it.
storage::ExportTable table_of(std::span<const model::Event> rows,
                              const sites::Directory& directory);
// "choices": what the person chose, and until when it is kept.
storage::ExportTable table_of(const storage::Jar& jar);

// The bytes of the ZIP file; `now` dates the files in it.
Result<std::string> zip_of(const std::vector<storage::ExportTable>& tables, TimePoint now);

}  // namespace glassjar::jar
