;; emacs --batch -l eglot.el SNIPPET STORY: what the guide says, on a story with two doubled words and a leftover.
(package-initialize)
(require 'eglot)
(require 'flymake)
(setq eglot-sync-connect 20 eglot-confirm-server-initiated-edits nil eglot-send-changes-idle-time 0)
(load (expand-file-name (pop command-line-args-left)) nil t)
(find-file (expand-file-name (pop command-line-args-left)))
(apply #'eglot (eglot--guess-contact)) ; `eglot-ensure' waits for a command, of which there are none here

(defun until (count)
  "Wait until so many findings are shown."
  (let ((end (+ (float-time) 20)))
    (while (and (< (float-time) end) (/= (length (flymake-diagnostics)) count))
      (accept-process-output nil 0.05)
      (eglot--signal-textDocument/didChange)
      (flymake-start)))
  (unless (= (length (flymake-diagnostics)) count)
    (error "waited too long for %d findings: %S" count (flymake-diagnostics))))

(until 3)
(defun found ()
  "The findings in order of place."
  (sort (flymake-diagnostics) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))

(dolist (d (found))
  (princ (format "%s\n" (buffer-substring (flymake-diagnostic-beg d) (flymake-diagnostic-end d)))))
(let* ((d (car (found)))
       (actions (eglot-code-actions (flymake-diagnostic-beg d) (flymake-diagnostic-end d) "quickfix")))
  (eglot--apply-workspace-edit (plist-get (car actions) :edit)))
(until 2)
(save-buffer)
(eglot-shutdown (eglot-current-server))
