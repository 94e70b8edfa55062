#pragma once

#include "app/session.h"

#include <QObject>

#include <list>
#include <memory>
#include <thread>

namespace gigahall::app {

/// Opens sessions on worker threads. Only the newest load reports; cancelling forgets it (a file that is being read is
/// read to its end, nobody waits for it before the window closes).
class CampusLoader : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~CampusLoader() override;

    void load(const SessionOptions& options);
    void cancel();
    bool busy() const { return m_busy; }

signals:
    void loaded(std::shared_ptr<gigahall::app::Session> session);
    void failed(const std::vector<gigahall::assets::Problem>& problems);

private:
    struct Run
    {
        int serial;
        std::thread thread;
    };

    void finish(int serial, std::shared_ptr<Session> session, const std::vector<assets::Problem>& problems);

    std::list<Run> m_runs;
    int m_serial = 0;
    bool m_busy = false;
};

} // namespace gigahall::app
