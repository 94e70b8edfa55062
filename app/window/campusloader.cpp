#include "app/window/campusloader.h"

namespace gigahall::app {

CampusLoader::~CampusLoader()
{
    for (Run& run : m_runs)
        run.thread.join();
}

void CampusLoader::load(const SessionOptions& options)
{
    m_busy = true;
    const int serial = ++m_serial;
    m_runs.push_back(
        {serial, std::thread([this, serial, options] {
             std::vector<assets::Problem> problems;
             std::shared_ptr<Session> session = Session::open(options, problems);
             QMetaObject::invokeMethod(
                 this, [this, serial, session, problems] { finish(serial, session, problems); }, Qt::QueuedConnection);
         })});
}

void CampusLoader::cancel()
{
    ++m_serial;
    m_busy = false;
}

void CampusLoader::finish(int serial, std::shared_ptr<Session> session, const std::vector<assets::Problem>& problems)
{
    m_runs.remove_if([serial](Run& run) {
        if (run.serial != serial)
            return false;
        run.thread.join();
        return true;
    });
    if (serial != m_serial)
        return;
    m_busy = false;
    if (session)
        emit loaded(std::move(session));
    else
        emit failed(problems);
}

} // namespace gigahall::app
