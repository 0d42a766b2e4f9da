#pragma once
// The memory limit of all connections together: request bodies, and answers that slow readers have not taken
// yet.

#include <atomic>
#include <cstddef>
#include <utility>

namespace vitrine::http {

/// Safe to use from any thread.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t most_bytes) : most_bytes_(most_bytes) {}
  MemoryBudget(const MemoryBudget&) = delete;
  MemoryBudget& operator=(const MemoryBudget&) = delete;
  ~MemoryBudget() = default;

  /// One owner's share of the budget. Its destruction releases it, so keep it beside that memory. The budget
  /// must outlive it. Do not use it from two threads at once.
  class Share {
   public:
    explicit Share(MemoryBudget& budget) : budget_(budget) {}
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share() { budget_.held_.fetch_sub(bytes_); }

    /// Sets the number of held bytes. False if it has grown and the budget is exceeded.
    bool hold(std::size_t bytes) {
      if (bytes == bytes_) return true;
      const auto before = std::exchange(bytes_, bytes);
      const auto sum = budget_.held_.fetch_add(bytes - before) + (bytes - before);  // wraps if it is smaller
      return bytes < before || sum <= budget_.most_bytes_;
    }

   private:
    MemoryBudget& budget_;
    std::size_t bytes_ = 0;
  };

  /// Whether the held memory exceeds the limit.
  [[nodiscard]] bool is_exceeded() const { return held() > most_bytes_; }
  /// Bytes that all shares hold.
  [[nodiscard]] std::size_t held() const { return held_.load(); }

 private:
  const std::size_t most_bytes_;
  std::atomic<std::size_t> held_{0};
};

}  // namespace vitrine::http
