#include "site/capacity/work_queue.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <vector>

namespace vitrine::site::work_queue_test {
namespace {

using namespace std::chrono_literals;

TEST(WorkQueue, OnePersonHoldsAPartOfThePlaces) {
  WorkQueue queue({.name = "test", .threads = 1, .places = 6, .places_of_one = 2});
  std::vector<WorkQueue::Place> places;
  for (const auto* person : {"a", "a", "b", "b", "c", "c"}) {
    places.push_back(queue.take_place(person));
    EXPECT_TRUE(places.back()) << person;
    if (places.size() == 2) {
      EXPECT_FALSE(queue.take_place("a"));
    }
  }
  EXPECT_FALSE(queue.take_place("d"));  // full
  places.erase(places.begin());
  EXPECT_FALSE(queue.take_place("b"));
  EXPECT_TRUE(queue.take_place("d"));
  EXPECT_TRUE(queue.take_place("a"));  // the place of d was returned at once
}

class WorkQueueOfOneThread : public testing::Test {
 protected:
  template <class Work>
  auto run(WorkQueue::Place place, Work work) {
    return boost::asio::co_spawn(waiters_, queue_.run(std::move(place), std::move(work)),
                                 boost::asio::use_future);
  }
  WorkQueueOfOneThread() = default;
  ~WorkQueueOfOneThread() override {
    queue_.threads().join();
    waiters_.join();
  }
  WorkQueueOfOneThread(const WorkQueueOfOneThread&) = delete;
  WorkQueueOfOneThread& operator=(const WorkQueueOfOneThread&) = delete;

  boost::asio::thread_pool waiters_{2};
  WorkQueue queue_{{.name = "test", .threads = 1, .places = 2, .places_of_one = 2, .patience = 50ms}};
};

TEST_F(WorkQueueOfOneThread, DoesNotBeginWorkThatHasWaitedTooLong) {
  std::promise<void> begun;
  std::promise<void> go;
  auto first = run(queue_.take_place("a"), [&begun, gone = go.get_future().share()] {
    begun.set_value();
    gone.wait();
    return 1;
  });
  begun.get_future().wait();  // otherwise the queue could receive the second job before the first
  bool was_begun = false;
  auto second = run(queue_.take_place("a"), [&] { return was_begun = true; });
  EXPECT_FALSE(queue_.take_place("b"));
  EXPECT_EQ(second.wait_for(100ms), std::future_status::timeout);
  go.set_value();
  EXPECT_EQ(first.get(), 1);
  EXPECT_FALSE(second.get());
  EXPECT_FALSE(was_begun);
  EXPECT_EQ(run(queue_.take_place("b"), [] { return 3; }).get(), 3);
}

TEST_F(WorkQueueOfOneThread, GivesThePlaceBackAfterAFault) {
  for (int i = 0; i < 5; ++i) {
    auto place = queue_.take_place("a");
    ASSERT_TRUE(place);
    auto failing = run(std::move(place), []() -> int { throw std::runtime_error("a bug"); });
    EXPECT_THROW(failing.get(), std::runtime_error);
    // The coroutine frame of the work may live slightly longer than its result.
    for (int k = 0; k < 100 && !queue_.take_place("b"); ++k) std::this_thread::sleep_for(1ms);
  }
}

}  // namespace
}  // namespace vitrine::site::work_queue_test
