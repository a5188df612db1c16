// The list, engine by engine. A column is personal when its row leads to a person, by itself or
// through a number that a jar, a key or a visitor carries.
#include "model/personal_data.h"

namespace glassjar::model {

const std::vector<StoredTable>& stored_tables() {
  static const std::vector<StoredTable> tables = {
      {"sqlite", "access_events", "jar,at,actor,staff,role,action,object,count,purpose"},
      {"sqlite", "conversations", "id,jar,site,path,state,began,changed"},
      {"sqlite", "daily_counts", ""},
      // What is left of a complete erasure is a receipt: numbers and the hash of a capability.
      {"sqlite", "erasures", "jar,asked,completed,receipt_hash"},
      {"sqlite", "erasure_visitors", "erasure,site,visitor"},
      // While an import runs its state holds the salts of its days.
      {"sqlite", "imports", "resume_state"},
      {"sqlite", "jar_keys", "jar,hash,created,expires"},
      {"sqlite", "jars", "id,created,remembers,keep_for,expires,visitor_key"},
      {"sqlite", "lessons", "teacher,conversation,staff"},
      {"sqlite", "messages", "conversation,direction,staff,sealed_body,sent,read"},
      {"sqlite", "sign_in_links", "hash,staff,expires"},
      {"sqlite", "sign_ins", "hash,staff,began,expires"},
      {"sqlite", "site_audits", ""},
      {"sqlite", "site_names", ""},
      {"sqlite", "sites", ""},
      // SQLite's own: the last id of each table.
      {"sqlite", "sqlite_sequence", ""},
      {"sqlite", "staff", "id,email,role,password_hash,added"},
      {"sqlite", "tokens", ""},
      {"spool", "batches", "entries"},
      {"spool", "spool", ""},
      {"keys", "jars", "jar,slot"},
      {"keys", "slots", "data_key"},
      {"duckdb", "events", "visitor,visit"},
      {"duckdb", "visits", "visitor,visit"},
      {"duckdb", "pages", "visitor"},
      {"duckdb", "days", ""},
      {"duckdb", "positions", ""},
      {"duckdb", "meta", ""},
  };
  return tables;
}

}  // namespace glassjar::model
