;;; reportc-flymake.el --- Findings of reportc while you type  -*- lexical-binding: t; -*-

;; Put this file into your load-path, and into your init file:
;;   (require 'reportc-flymake)
;; Files named *.ogi.txt and *.ogi.md are checked; any other text by M-x reportc-flymake-mode-on.
;; M-x reportc-format-buffer lays a report out and keeps its layout: tabs stay tabs, lines stay lines.
;; M-x flymake-show-buffer-diagnostics (Emacs 27: flymake-show-diagnostics-buffer) lists the findings.

;;; Code:

(require 'flymake)

(defcustom reportc-program "reportc"
  "The program that checks reports."
  :type 'string
  :group 'flymake)

(defvar-local reportc--process nil
  "The check of this buffer that is running.")

(defconst reportc--line "^[^:\n]+:\\([0-9]+\\):\\([0-9]+\\): \\([A-Z][0-9]+\\) \\(.*\\)$"
  "A line of `reportc check --format concise': line, column, code, message.")

(defun reportc--place (source line column)
  "Return where the finding at LINE and COLUMN of SOURCE begins and ends."
  (with-current-buffer source
    (save-excursion
      (save-restriction
        (widen)
        (goto-char (point-min))
        (forward-line (1- line))
        (let* ((start (min (+ (point) (1- column)) (line-end-position)))
               (end (progn (goto-char start)
                           (skip-chars-forward "^\t|\n")
                           (point))))
          (cons start (max end (min (1+ start) (point-max)))))))))

(defun reportc--findings (source)
  "Return the findings in the current buffer as diagnostics of SOURCE."
  (goto-char (point-min))
  (let (found)
    (while (re-search-forward reportc--line nil t)
      (let ((place (reportc--place source
                                   (string-to-number (match-string 1))
                                   (string-to-number (match-string 2))))
            (text (concat (match-string 3) " " (match-string 4)))
            (kind (if (string-prefix-p "F" (match-string 3)) :note :warning)))
        (push (flymake-make-diagnostic source (car place) (cdr place) kind text) found)))
    (nreverse found)))

(defun reportc-flymake (report &rest _)
  "Check the current buffer and call REPORT with what is found."
  (when (process-live-p reportc--process)
    (kill-process reportc--process))
  (let ((source (current-buffer)))
    (save-restriction
      (widen)
      (setq reportc--process
            (make-process
             :name "reportc" :noquery t :connection-type 'pipe
             :buffer (generate-new-buffer " *reportc*")
             :stderr (get-buffer-create " *reportc-stderr*")
             :coding 'utf-8
             :command (list reportc-program "check" "--format" "concise" "--stdin-filename" "buffer" "-")
             :sentinel
             (lambda (process _event)
               (when (memq (process-status process) '(exit signal))
                 (unwind-protect
                     (when (and (buffer-live-p source)
                                (eq process (buffer-local-value 'reportc--process source)))
                       (with-current-buffer (process-buffer process)
                         (funcall report (reportc--findings source))))
                   (kill-buffer (process-buffer process)))))))
      (process-send-region reportc--process (point-min) (point-max))
      (process-send-eof reportc--process))))

(defun reportc-flymake-mode-on ()
  "Check the current buffer with reportc while it is edited."
  (interactive)
  (add-hook 'flymake-diagnostic-functions #'reportc-flymake nil t)
  (flymake-mode 1))

;;;###autoload
(defun reportc-format-buffer ()
  "Lay the current report out in the layout that it is in.
Nothing is changed if `reportc fmt' cannot prove that nothing is lost."
  (interactive)
  (let ((made (generate-new-buffer " *reportc-fmt*"))
        (coding-system-for-read 'utf-8)
        (coding-system-for-write 'utf-8))
    (unwind-protect
        (let ((status (save-restriction
                        (widen)
                        (call-process-region (point-min) (point-max) reportc-program nil (list made nil) nil
                                             "fmt" "--layout" "keep" "-"))))
          (if (eq status 0)
              (save-restriction
                (widen)
                (replace-buffer-contents made))
            (message "reportc fmt: %s" status)))
      (kill-buffer made))))

(define-derived-mode ogi-report-mode text-mode "OGI"
  "Mode for annual reports on open government information."
  (reportc-flymake-mode-on))

(add-to-list 'auto-mode-alist '("\\.ogi\\.\\(txt\\|md\\)\\'" . ogi-report-mode))

(provide 'reportc-flymake)
;;; reportc-flymake.el ends here
