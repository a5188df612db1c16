// FaultyVfs: SQLite's file layer with a disk that fails when told, for tests.
//
// Fault model: the n-th write, truncation or fsync from now reports an error and does nothing;
// then either all goes well again or everything after fails too. Reads and locks never fail.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <cstring>
#include <string>

#include "base/check.h"

namespace glassjar::storage::sqlite {

class FaultyVfs {
 public:
  enum class After { Recovers, StaysBroken };

  FaultyVfs() : real_(sqlite3_vfs_find(nullptr)) {
    CHECK(real_ != nullptr);
    vfs_ = *real_;
    vfs_.zName = "faulty";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = open;
    vfs_.pNext = nullptr;
    CHECK(sqlite3_vfs_register(&vfs_, /*makeDflt=*/0) == SQLITE_OK);
  }
  ~FaultyVfs() { sqlite3_vfs_unregister(&vfs_); }
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  std::string name() const { return vfs_.zName; }
  // `n` from 1; `code` as in SQLITE_FULL or SQLITE_IOERR.
  void fail_at(int n, int code, After after) {
    code_ = code;
    stays_broken_ = after == After::StaysBroken;
    broken_ = false;
    fired_ = false;
    left_ = n;
  }
  void heal() {
    left_ = 0;
    broken_ = false;
  }
  // Whether the failure has happened.
  bool fired() const { return fired_; }

 private:
  struct File {
    sqlite3_file base;
    FaultyVfs* vfs;
    // The real file lies behind.
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };
  static File* self(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return self(file)->real(); }
  static const sqlite3_io_methods* methods(sqlite3_file* file) { return real(file)->pMethods; }

  // SQLITE_OK, or the error that this operation must report.
  int next_operation() {
    if (broken_) return code_;
    if (left_ == 0 || --left_ != 0) return SQLITE_OK;
    fired_ = true;
    broken_ = stays_broken_.load();
    return code_;
  }

  static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags,
                  int* out_flags) {
    auto* owner = static_cast<FaultyVfs*>(vfs->pAppData);
    File* const opened = self(file);
    std::memset(opened, 0, static_cast<size_t>(vfs->szOsFile));
    opened->vfs = owner;
    const int code = owner->real_->xOpen(owner->real_, name, opened->real(), flags, out_flags);
    opened->base.pMethods = opened->real()->pMethods == nullptr ? nullptr : &kMethods;
    return code;
  }

  static int write(sqlite3_file* f, const void* data, int size, sqlite3_int64 offset) {
    if (const int code = self(f)->vfs->next_operation(); code != SQLITE_OK) return code;
    return methods(f)->xWrite(real(f), data, size, offset);
  }
  static int truncate(sqlite3_file* f, sqlite3_int64 size) {
    if (const int code = self(f)->vfs->next_operation(); code != SQLITE_OK) return code;
    return methods(f)->xTruncate(real(f), size);
  }
  static int sync(sqlite3_file* f, int flags) {
    if (const int code = self(f)->vfs->next_operation(); code != SQLITE_OK) return code;
    return methods(f)->xSync(real(f), flags);
  }

  // All else goes to the real file. Version 2: no memory-mapped reading.
  static constexpr sqlite3_io_methods kMethods = {
      .iVersion = 2,
      .xClose = [](sqlite3_file* f) { return methods(f)->xClose(real(f)); },
      .xRead = [](sqlite3_file* f, void* data, int size,
                  sqlite3_int64 at) { return methods(f)->xRead(real(f), data, size, at); },
      .xWrite = write,
      .xTruncate = truncate,
      .xSync = sync,
      .xFileSize = [](sqlite3_file* f,
                      sqlite3_int64* size) { return methods(f)->xFileSize(real(f), size); },
      .xLock = [](sqlite3_file* f, int lock) { return methods(f)->xLock(real(f), lock); },
      .xUnlock = [](sqlite3_file* f, int lock) { return methods(f)->xUnlock(real(f), lock); },
      .xCheckReservedLock = [](sqlite3_file* f,
                               int* out) { return methods(f)->xCheckReservedLock(real(f), out); },
      .xFileControl = [](sqlite3_file* f, int op,
                         void* arg) { return methods(f)->xFileControl(real(f), op, arg); },
      .xSectorSize = [](sqlite3_file* f) { return methods(f)->xSectorSize(real(f)); },
      .xDeviceCharacteristics =
          [](sqlite3_file* f) { return methods(f)->xDeviceCharacteristics(real(f)); },
      .xShmMap =
          [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
            return methods(f)->xShmMap(real(f), page, size, extend, out);
          },
      .xShmLock = [](sqlite3_file* f, int offset, int n,
                     int flags) { return methods(f)->xShmLock(real(f), offset, n, flags); },
      .xShmBarrier = [](sqlite3_file* f) { methods(f)->xShmBarrier(real(f)); },
      .xShmUnmap = [](sqlite3_file* f,
                      int delete_it) { return methods(f)->xShmUnmap(real(f), delete_it); },
  };

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_{};
  std::atomic<int> left_ = 0;
  std::atomic<int> code_ = SQLITE_OK;
  std::atomic<bool> stays_broken_ = false;
  std::atomic<bool> broken_ = false;
  std::atomic<bool> fired_ = false;
};

}  // namespace glassjar::storage::sqlite
